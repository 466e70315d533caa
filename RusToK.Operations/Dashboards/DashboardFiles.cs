using RusToK.Operations.Dashboards.Json;
using RusToK.Operations.Dashboards.Model;
using RusToK.Operations.Dashboards.Provisioning;

namespace RusToK.Operations.Dashboards;

/// <summary>The files of Grafana.</summary>
internal static class DashboardFiles
{
    /// <summary>In the order in which one goes through them.</summary>
    public static IReadOnlyList<Dashboard> Dashboards { get; } =
    [
        OverviewDashboard.Create(), ApiDashboard.Create(), EventsDashboard.Create(), DataDashboard.Create(), TenantsDashboard.Create(), SloDashboard.Create(),
        TelemetryDashboard.Create(),
    ];

    public static IEnumerable<GeneratedFile> All =>
    [
        .. Dashboards.Select(dashboard => new GeneratedFile($"grafana/dashboards/{dashboard.Uid}.json", DashboardJson.Render(dashboard))),
        DatasourceFile.Render(),
        ProviderFile.Render(),
    ];
}
