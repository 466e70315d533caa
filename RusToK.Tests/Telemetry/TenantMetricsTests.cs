using System.Diagnostics.Metrics;
using System.Net;
using RusToK.Core.Identity.Access;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Core.Telemetry.Tenants;
using RusToK.Core.Tenancy;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Identity;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Telemetry;

/// <summary>Metrics of tenants stay few and true, however many tenants there are.</summary>
public sealed class TenantMetricsTests(SpineFixture spine, ITestOutputHelper output)
{
    private const int Tenants = 10_000;
    private const int Requests = 1_000_000;

    [ThreadStatic]
    private static bool _counts;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("rustok.tenant.requests")]
    [Proves("rustok.tenant.errors")]
    [Proves("rustok.tenant.request.duration")]
    public void Ten_thousand_tenants_and_a_million_requests_are_few_series_and_an_exact_sum()
    {
        var series = new Dictionary<(string Metric, string Tenant), double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter == TelemetrySources.TenancyMeter && !instrument.IsObservable)
                l.EnableMeasurementEvents(instrument);
        };
        // Other tests record as well, on threads of their own.
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Take(instrument, 1, tags));
        listener.Start();
        void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (!_counts)
                return;
            var key = (instrument.Name, (string)tags[0].Value!);
            series[key] = series.GetValueOrDefault(key) + value;
        }

        var clock = new SteppedClock();
        var keys = new ZipfKeys(Tenants, seed: 7, prefix: "tenant-");
        var asked = new Dictionary<string, int>();
        _counts = true;
        var (metrics, made) = MadeGauges.By(() => new TenantMetrics(clock));
        using var totals = made;
        var before = series.Count;
        var errors = 0;
        for (var i = 0; i < Requests; i++)
        {
            var slug = keys.Next();
            asked[slug] = asked.GetValueOrDefault(slug) + 1;
            var failed = i % 1000 == 0;
            errors += failed ? 1 : 0;
            metrics.Record(slug, 0.01, failed);
            if (i % 10_000 == 0)
                clock.Step(BusiestTenants.Period);
        }

        // Members now: whose requests are counted under their name.
        var members = keys.ByRank.Where(slug => IsMember(metrics, slug, series)).ToHashSet();
        _counts = false;
        foreach (var total in totals.Read(TenantInstruments.Requests.Name))
            series[(total.Name, total[Attributes.Tenant]!)] = total.Value;
        var probes = keys.ByRank.Count;

        var recall = keys.ByRank.Take(BusiestTenants.Members).Count(members.Contains);
        double Sum(string metric) => series.Where(s => s.Key.Metric == metric).Sum(s => s.Value);
        var perMetric = series.Keys.GroupBy(k => k.Metric).ToDictionary(g => g.Key, g => g.Count());
        output.WriteLine(
            $"{asked.Count} tenants, {Requests} requests: {before} series before, {series.Count} after " +
            $"({string.Join(", ", perMetric.Select(m => $"{m.Key} {m.Value}"))}); {recall} of the {BusiestTenants.Members} busiest have one of their own");
        Assert.Equal(Requests + probes, Sum(TenantInstruments.Requests.Name));
        Assert.Equal(Requests + probes, Sum(TenantInstruments.RequestDuration.Name));
        Assert.Equal(errors, Sum(TenantInstruments.Errors.Name));
        Assert.All(perMetric.Values, count => Assert.InRange(count, BusiestTenants.Members, BusiestTenants.MembersEver + 1));
        Assert.Equal(BusiestTenants.Members, members.Count);

        // Whoever is clearly busier than the last of the busiest is among them; the others are a matter of hysteresis.
        var bound = asked[keys.ByRank[BusiestTenants.Members - 1]] * BusiestTenants.Hysteresis;
        Assert.All(asked.Where(a => a.Value > bound), a => Assert.Contains(a.Key, members));
        Assert.InRange(recall, 16, BusiestTenants.Members);
    }

    [Fact]
    public void A_request_costs_no_memory()
    {
        var metrics = new TenantMetrics(TimeProvider.System);
        var slugs = Enumerable.Range(0, 2_000).Select(i => $"thrifty-{i}").ToArray();
        foreach (var slug in slugs)
            metrics.Record(slug, 0.01, failed: true);

        const int Times = 100_000;
        var least = double.PositiveInfinity;
        for (var lap = 0; lap < 3; lap++)
        {
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Times; i++)
                metrics.Record(slugs[i % slugs.Length], 0.01, failed: false);
            least = Math.Min(least, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / Times);
        }

        output.WriteLine($"a request recorded: {least:F2} bytes");
        // Choosing the members, every ten seconds, allocates: it may fall into a lap, but not into all of them.
        Assert.InRange(least, 0, 1);
    }

    [Fact]
    [Proves("rustok.tenant.requests")]
    [Proves("rustok.tenant.errors")]
    public async Task A_tenants_requests_and_failures_are_counted_under_its_name()
    {
        await using var api = await AccountsApi.StartAsync(await spine.CreateDatabaseAsync(Cancellation));
        var tenant = await api.NewTenantAsync();
        var admin = await api.SignInAsync(tenant.Id, Role.Admin);
        using var requests = new CountedMetric(TenantInstruments.Requests.Name);
        using var errors = new CountedMetric(TenantInstruments.Errors.Name);

        for (var i = 0; i < 3; i++)
            await api.GraphQLAsync(tenant.Id, "{ __typename }");

        Assert.Equal(3, requests.Sum((Attributes.Tenant, tenant.Slug)));
        Assert.Equal(0, errors.Sum((Attributes.Tenant, tenant.Slug)));

        await api.Database.ExecuteAsync("ALTER TABLE webhooks.endpoints RENAME TO elsewhere");
        Assert.Equal("INTERNAL", (await api.GraphQLAsync(admin, "{ webhooks { id } }")).Code);
        // What cannot be read is the client's fault, though it ends as an exception.
        using var unreadable = new HttpRequestMessage(HttpMethod.Post, "/api/auth/sign-in") { Content = new StringContent("{", null, "application/json") };
        unreadable.Headers.Add("X-Tenant-ID", tenant.Slug);
        using var refused = await api.Client.SendAsync(unreadable, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(5, requests.Sum((Attributes.Tenant, tenant.Slug)));
        Assert.Equal(1, errors.Sum((Attributes.Tenant, tenant.Slug)));
    }

    [Fact]
    public void No_tenant_can_be_called_as_all_others_are() => Assert.Contains(BusiestTenants.Other, TenantRules.ReservedSlugs.AsEnumerable());

    /// <summary>Asks once in its name and looks under which it was counted.</summary>
    private static bool IsMember(TenantMetrics metrics, string slug, Dictionary<(string Metric, string Tenant), double> series)
    {
        var key = (TenantInstruments.RequestDuration.Name, slug);
        var before = series.GetValueOrDefault(key);
        metrics.Record(slug, 0.01, failed: false);
        return series.GetValueOrDefault(key) > before;
    }
}
