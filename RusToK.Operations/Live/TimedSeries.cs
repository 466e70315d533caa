namespace RusToK.Operations.Live;

/// <summary>A series as it was sampled.</summary>
/// <param name="Labels">All of them.</param>
/// <param name="Points">At least one, in the order of time.</param>
public sealed record TimedSeries(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<(DateTimeOffset At, double Value)> Points);
