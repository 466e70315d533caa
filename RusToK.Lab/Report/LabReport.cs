using RusToK.Lab.Experiments;
using RusToK.Operations.Alerts;

namespace RusToK.Lab.Report;

/// <summary>Everything the lab has seen.</summary>
/// <param name="At">When it began.</param>
/// <param name="Divisor">By what the durations of all rules were divided.</param>
/// <param name="Calm">Without a fault; null when that was not asked for.</param>
/// <param name="Faults">In the order in which they were made.</param>
internal sealed record LabReport(DateTimeOffset At, double Divisor, CalmResult? Calm, IReadOnlyList<FaultResult> Faults)
{
    /// <summary>Alerts that fired for one of the faults.</summary>
    public IReadOnlyList<string> Fired => [.. Faults.SelectMany(fault => fault.Fired).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Alerts that none of the faults made fire.</summary>
    public IReadOnlyList<string> Silent => [.. AlertCatalogue.All.Select(alert => alert.Name).Except(Fired)];

    /// <summary>Whether everything was as it has to be.</summary>
    public bool IsAsExpected => Calm is null or { Told.Count: 0 } && Faults.All(fault => fault.Failures.Count == 0);
}
