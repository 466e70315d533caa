namespace RusToK.Operations.Live;

/// <summary>A series at one time.</summary>
/// <param name="Labels">Its labels, <c>__name__</c> among them where it has one.</param>
/// <param name="Value">May be NaN or infinite.</param>
public sealed record Sample(IReadOnlyDictionary<string, string> Labels, double Value);
