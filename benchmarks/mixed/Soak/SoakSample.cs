namespace RusToK.Benchmarks.Mixed.Soak;

/// <summary>All that was looked at, at a moment.</summary>
/// <param name="Second">Since the soak began.</param>
/// <param name="Values">By name, such as <c>api: resident MB</c>.</param>
internal sealed record SoakSample(double Second, IReadOnlyDictionary<string, double> Values);
