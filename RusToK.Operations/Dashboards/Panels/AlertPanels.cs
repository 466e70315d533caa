using RusToK.Operations.Dashboards.Model;

namespace RusToK.Operations.Dashboards.Panels;

/// <summary>Panels of alerts that more than one dashboard shows.</summary>
internal static class AlertPanels
{
    /// <summary>Those of Prometheus, whatever is chosen at the top: an alert may be about all processes and name none.</summary>
    public static Panel Now(string title) => new(
        title, LibraryMetrics.Alerts.Description, GrafanaUnit.Count, new Query($"count by (alertname, alertstate, severity) ({LibraryMetrics.Alerts.Name})", "{{alertname}} {{alertstate}}"))
    {
        Kind = PanelKind.Table,
        FilledBy = "an alert",
    };
}
