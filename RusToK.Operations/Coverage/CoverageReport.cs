namespace RusToK.Operations.Coverage;

/// <summary>What dashboards and rules find in the running system.</summary>
/// <param name="Panels">Of all dashboards, in their order.</param>
/// <param name="Alerts">Of the catalogue.</param>
/// <param name="Recordings">Of the promises.</param>
/// <param name="Absent">Metrics that dashboards or rules ask for and that nobody emits.</param>
/// <param name="Waiting">The same, where something has to fail first; with what that is.</param>
public sealed record CoverageReport(
    IReadOnlyList<CheckedPanel> Panels, IReadOnlyList<CheckedRule> Alerts, IReadOnlyList<CheckedRule> Recordings, IReadOnlyList<string> Absent,
    IReadOnlyDictionary<string, string> Waiting)
{
    /// <summary>Whether a panel is dead.</summary>
    public bool HasDead => Panels.Any(panel => panel.State == PanelState.Dead);
}
