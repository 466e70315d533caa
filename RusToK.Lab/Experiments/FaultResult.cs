using RusToK.Lab.Audit;

namespace RusToK.Lab.Experiments;

/// <summary>What was seen of a fault.</summary>
/// <param name="Fault">Its name.</param>
/// <param name="Alert">The alert that had to fire.</param>
internal sealed record FaultResult(string Fault, string Alert)
{
    /// <summary>From the fault's beginning until somebody was told, in seconds; null when nobody was.</summary>
    public double? DetectedAfterSeconds { get; init; }

    /// <summary>From the fault's end until the alert ended, in seconds; null when it did not.</summary>
    public double? ResolvedAfterSeconds { get; init; }

    /// <summary>Other alerts that were told and are true of it.</summary>
    public IReadOnlyList<string> Consequences { get; init; } = [];

    /// <summary>Alerts that were told and should not have been.</summary>
    public IReadOnlyList<string> Unexpected { get; init; } = [];

    /// <summary>All alerts that fired, those that another one explained among them.</summary>
    public IReadOnlyList<string> Fired { get; init; } = [];

    /// <summary>Whether the worst series of the metric is the part that was broken.</summary>
    public bool IsCulpritNamed { get; init; }

    /// <summary>The worst series; null when there is none.</summary>
    public string? Culprit { get; init; }

    /// <summary>What <c>./rustok explain</c> concluded of the alert while the fault was there; null when it concluded nothing.</summary>
    public string? Concluded { get; init; }

    /// <summary>What it had to conclude; null when anything will do.</summary>
    public string? ToConclude { get; init; }

    /// <summary>What read models lack or have that they should not, when all is quiet again.</summary>
    public AuditCounts Audit { get; init; } = new(0, 0, 0, 0);

    /// <summary>What broke the experiment off, and thereby left what was not seen yet; null when nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>Everything that is not as expected, in words; empty for a fault that was seen as it has to be.</summary>
    public IReadOnlyList<string> Failures => [.. Failing()];

    private IEnumerable<string> Failing()
    {
        if (Error is not null)
        {
            yield return $"broken off: {Error}";
            yield break;
        }

        if (DetectedAfterSeconds is null)
            yield return $"{Alert} did not fire";
        else if (ResolvedAfterSeconds is null)
            yield return $"{Alert} did not end";
        if (Unexpected.Count > 0)
            yield return $"unexpected: {string.Join(", ", Unexpected)}";
        if (!IsCulpritNamed)
            yield return $"the culprit was not named: {Culprit ?? "no series"}";
        if (ToConclude is not null && Concluded != ToConclude)
            yield return $"explain concluded {Concluded ?? "nothing"} instead of {ToConclude}";
        if (!Audit.IsClean)
            yield return Audit.ToString();
    }
}
