using RusToK.Core.Telemetry.Tenants;

namespace RusToK.Core.Telemetry.Catalogue.Instruments;

/// <summary>Who asks: the busiest tenants one by one, all others as one.</summary>
public static class TenantInstruments
{
    private static readonly MetricLabel Tenant = MetricLabel.BoundedBy(
        Attributes.Tenant,
        $"slugs of the {BusiestTenants.Members} busiest, {BusiestTenants.MembersEver} in the life of a process, and {BusiestTenants.Other} for the rest");

    public static readonly MetricDefinition Requests = new(
        TelemetrySources.TenancyMeter, "rustok.tenant.requests", InstrumentKind.Counter, "{request}", "Requests of tenants; the sum over all series is exact.")
    {
        Labels = [Tenant],
    };

    public static readonly MetricDefinition Errors = new(
        TelemetrySources.TenancyMeter, "rustok.tenant.errors", InstrumentKind.Counter, "{request}",
        "Requests of tenants that failed through no fault of the client: answered with 5xx, or with an INTERNAL error in GraphQL.")
    {
        Labels = [Tenant],
        FilledBy = "a fault of ours while a tenant asks",
    };

    /// <summary>Few buckets: each is a series a tenant.</summary>
    public static readonly MetricDefinition RequestDuration = new(
        TelemetrySources.TenancyMeter, "rustok.tenant.request.duration", InstrumentKind.Histogram, "s",
        "Duration of a request of a tenant, from when its tenant was known.")
    {
        Labels = [Tenant],
        Buckets = [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    };
}
