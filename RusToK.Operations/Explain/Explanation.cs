using RusToK.Operations.Live;

namespace RusToK.Operations.Explain;

/// <summary>What is known of an alert and of what happened around it.</summary>
internal sealed record Explanation
{
    public required string Alert { get; init; }

    /// <summary>As Prometheus runs it; null when it has not loaded it.</summary>
    public required LiveRule? Rule { get; init; }

    public required string Expression { get; init; }

    /// <summary>When it is looked at.</summary>
    public required DateTimeOffset Moment { get; init; }

    /// <summary>The times in which it fires or fired last; none when it has not.</summary>
    public required IReadOnlyList<Episode> Episodes { get; init; }

    /// <summary>Since when its condition holds, when it waits to fire; null when it does not.</summary>
    public required DateTimeOffset? WaitsSince { get; init; }

    /// <summary>What it tells, with the values, once for each of <see cref="Episodes"/>; the templates when there are none.</summary>
    public required IReadOnlyList<(string Summary, string Description)> Texts { get; init; }

    public required Window Window { get; init; }

    /// <summary>The series of the expression now and when it fired.</summary>
    public required IReadOnlyList<Sample> Value { get; init; }

    public required IReadOnlyList<Sample>? ValueAtFiring { get; init; }

    public required IReadOnlyList<MeasuredCondition> Conditions { get; init; }

    public required IReadOnlyList<WorstSeries> Worst { get; init; }

    /// <summary>Whether the alert is about how long something takes, so that the traces are those of these times.</summary>
    public required bool IsAboutTimes { get; init; }

    public required IReadOnlyList<SlowTrace> Slow { get; init; }

    public required IReadOnlyList<FailedSpans> Failures { get; init; }

    public required IReadOnlyList<LogGroup> Logs { get; init; }

    public required IReadOnlyList<TenantShare> Tenants { get; init; }

    public required IReadOnlyList<Change> Changes { get; init; }

    public required IReadOnlyList<Change> Faults { get; init; }

    /// <summary>Other alerts that fired at the same time.</summary>
    public required IReadOnlyList<string> Others { get; init; }

    public required Runbook? Runbook { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>What could not be asked, and why.</summary>
    public required IReadOnlyList<string> Missing { get; init; }
}
