namespace RusToK.Operations.Live;

/// <summary>A rule as Prometheus runs it, which may not be as the code would write it: its durations may be divided.</summary>
/// <param name="Name">Of the alert, or of the series that is recorded.</param>
/// <param name="IsAlert">False for a recording.</param>
/// <param name="Expression">In PromQL.</param>
/// <param name="Interval">Between two evaluations.</param>
/// <param name="Labels">Those it adds; of an alert they may be templates.</param>
/// <param name="Annotations">Templates; none of a recording.</param>
/// <param name="Error">Why the last evaluation failed; null when it did not.</param>
public sealed record LiveRule(
    string Name, bool IsAlert, string Expression, TimeSpan Interval, IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations, string? Error);
