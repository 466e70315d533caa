using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using RusToK.Core.Telemetry.Catalogue;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.Core.Telemetry.Tenants;

/// <summary>What the busiest tenants ask of a process, and all others together: bounded in series, exact in sum.</summary>
public sealed class TenantMetrics
{
    private static readonly Counter<long> Errors = TenantInstruments.Errors.CreateCounter<long>();
    private static readonly Histogram<double> Duration = TenantInstruments.RequestDuration.CreateHistogram();

    private readonly Totals _requests = TenantInstruments.Requests.CreateTotals();
    private readonly ConcurrentDictionary<string, Total> _requestsOf = new(StringComparer.Ordinal);
    private readonly BusiestTenants _busiest;

    public TenantMetrics(TimeProvider clock)
    {
        _busiest = new BusiestTenants(clock);
        Initialise(BusiestTenants.Other);
    }

    /// <param name="slug">Of the tenant that asked.</param>
    /// <param name="seconds">From when the tenant was known until it was answered.</param>
    /// <param name="failed">Whether it failed through no fault of the client.</param>
    public void Record(string slug, double seconds, bool failed)
    {
        var label = _busiest.Count(slug, out var isNew);
        if (isNew)
            Initialise(label);
        RequestsOf(label).Increment();
        var tenant = Tenant(label);
        if (failed)
            Errors.Add(1, tenant);
        Duration.Record(seconds, tenant);
    }

    private void Initialise(string label)
    {
        RequestsOf(label);
        Errors.Add(0, Tenant(label));
    }

    private Total RequestsOf(string label) => _requestsOf.GetOrAdd(label, static (label, requests) => requests.Of(Tenant(label)), _requests);

    private static KeyValuePair<string, object?> Tenant(string label) => new(Attributes.Tenant, label);
}
