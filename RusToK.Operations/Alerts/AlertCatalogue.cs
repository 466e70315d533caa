using RusToK.Operations.Slos;

namespace RusToK.Operations.Alerts;

/// <summary>Every alert: symptoms, which are promises that break, and causes.</summary>
internal static class AlertCatalogue
{
    /// <summary>By the group of rules they are in.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Alert>> Causes { get; } = new Dictionary<string, IReadOnlyList<Alert>>
    {
        ["processes"] = ProcessAlerts.All,
        ["events"] = EventAlerts.All,
        ["data"] = DataAlerts.All,
        ["tenants"] = TenantAlerts.All,
    };

    public static IReadOnlyList<Alert> All { get; } = [.. SloAlerts.All, .. Causes.Values.SelectMany(alerts => alerts)];
}
