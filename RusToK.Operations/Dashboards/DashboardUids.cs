namespace RusToK.Operations.Dashboards;

/// <summary>What dashboards are found by, in links and alerts.</summary>
internal static class DashboardUids
{
    public const string Overview = "rustok-overview";
    public const string Api = "rustok-api";
    public const string Events = "rustok-events";
    public const string Data = "rustok-data";
    public const string Tenants = "rustok-tenants";
    public const string Slo = "rustok-slo";
    public const string Telemetry = "rustok-telemetry";
}
