using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Identity;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.RateLimits;

/// <summary>One request too many is refused, whichever replica it goes to, and told when to come back.</summary>
public sealed class RateLimitTests(LimitedReplicas replicas, ITestOutputHelper output) : IClassFixture<LimitedReplicas>
{
    private static int _address;

    [Fact]
    public async Task Two_replicas_grant_together_what_the_limit_says()
    {
        (string, string)[] limits = [("RateLimits:Address:PerSecond", "0.5"), ("RateLimits:Address:Burst", "40")];
        await using var first = replicas.Start(limits);
        await using var second = replicas.Start(limits);
        var tenant = (await replicas.Modules.NewTenantAsync()).TenantId;
        var address = NewAddress();
        var elapsed = Stopwatch.StartNew();

        var statuses = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            using var answer = await LimitedReplicas.AskAsync(i % 2 == 0 ? first : second, tenant, address);
            return answer.StatusCode;
        }));

        var granted = statuses.Count(s => s == HttpStatusCode.OK);
        output.WriteLine($"{granted} of 200 within {elapsed.ElapsedMilliseconds} ms");
        Assert.Equal(200, granted + statuses.Count(s => s == HttpStatusCode.TooManyRequests));
        Assert.InRange(granted, 40, 40 + (int)(elapsed.Elapsed.TotalSeconds * 0.5));
    }

    [Fact]
    public async Task Who_waits_as_long_as_told_is_served()
    {
        await using var api = replicas.Start(("RateLimits:Address:PerSecond", "0.8"), ("RateLimits:Address:Burst", "2"));
        var tenant = (await replicas.Modules.NewTenantAsync()).TenantId;
        var address = NewAddress();
        using var refused = await RefusedAsync(api, tenant, address);

        var wait = refused.Headers.RetryAfter!.Delta!.Value;
        Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        await Task.Delay(wait, ModuleHost.Cancellation);

        using var accepted = await LimitedReplicas.AskAsync(api, tenant, address);
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
    }

    [Fact]
    [Proves("rustok.rate_limit.rejections")]
    public async Task A_refusal_says_what_it_is_to_people_and_to_GraphQL_clients()
    {
        await using var api = replicas.Start(("RateLimits:Address:PerSecond", "0.1"), ("RateLimits:Address:Burst", "3"));
        var tenant = (await replicas.Modules.NewTenantAsync()).TenantId;
        using var counted = new CountedMetric("rustok.rate_limit.rejections");
        var address = NewAddress();
        using (var served = await LimitedReplicas.AskAsync(api, tenant, address))
        {
            Assert.Equal("\"address\";q=3;w=30, \"tenant\";q=4000;w=2", Header(served, "RateLimit-Policy"));
            Assert.Equal("\"address\";r=2;t=10, \"tenant\";r=3999;t=1", Header(served, "RateLimit"));
        }

        using var refused = await RefusedAsync(api, tenant, address);
        var body = JsonNode.Parse(await refused.Content.ReadAsStringAsync(ModuleHost.Cancellation))!;

        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Equal("RATE_LIMITED", (string?)body["code"]);
        Assert.Equal("RATE_LIMITED", (string?)body["errors"]![0]!["extensions"]!["code"]);
        Assert.StartsWith("\"address\";r=0;t=", Header(refused, "RateLimit"), StringComparison.Ordinal);
        Assert.True(counted.Sum(("scope", "address")) >= 1);
    }

    [Fact]
    [Proves("rustok.rate_limit.rejections")]
    public async Task A_tenants_setting_stands_above_the_usual_limit()
    {
        await using var api = replicas.Start();
        var tenant = await replicas.Modules.NewTenantAsync();
        await replicas.Modules.SendAsync<UpdateTenant, Tenant>(
            tenant, new UpdateTenant(Settings: JsonElement.Parse("""{ "rateLimit": { "perSecond": 0.1, "burst": 3 } }""")));
        using var counted = new CountedMetric("rustok.rate_limit.rejections");

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            using var answer = await LimitedReplicas.AskAsync(api, tenant.TenantId, NewAddress());
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(3, statuses.Count(s => s == HttpStatusCode.OK));
        Assert.True(counted.Sum(("scope", "tenant")) >= 2);
        var error = await Assert.ThrowsAsync<Core.Errors.InvalidInputException>(() => replicas.Modules.SendAsync<UpdateTenant, Tenant>(
            tenant, new UpdateTenant(Settings: JsonElement.Parse("""{ "rateLimit": { "perSecond": 0, "burst": 3 } }"""))));
        Assert.Equal("settings.rateLimit", error.Errors.Single().Field);
    }

    [Fact]
    public async Task Who_names_tenants_that_there_are_not_pays_as_well()
    {
        await using var api = replicas.Start(("RateLimits:Address:PerSecond", "0.1"), ("RateLimits:Address:Burst", "3"));
        var address = NewAddress();

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
        {
            using var answer = await LimitedReplicas.AskAsync(api, Guid.CreateVersion7(), address);
            statuses.Add(answer.StatusCode);
        }

        // The one that empties the bucket is served; the next finds it empty, and those after that are not even looked up.
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.InRange(statuses.Count(s => s == HttpStatusCode.NotFound), 3, 4);
    }

    [Fact]
    public async Task Without_Redis_each_replica_keeps_its_own_count_and_nobody_waits()
    {
        await using var api = replicas.Start("127.0.0.1:1", ("RateLimits:Address:PerSecond", "0.1"), ("RateLimits:Address:Burst", "10"));
        var tenant = (await replicas.Modules.NewTenantAsync()).TenantId;
        var address = NewAddress();
        using (var warm = await LimitedReplicas.AskAsync(api, tenant, NewAddress()))
            Assert.Equal(HttpStatusCode.OK, warm.StatusCode);

        var elapsed = Stopwatch.StartNew();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 30).Select(async _ =>
        {
            using var answer = await LimitedReplicas.AskAsync(api, tenant, address);
            return answer.StatusCode;
        }));

        Assert.Equal(10, statuses.Count(s => s == HttpStatusCode.OK));
        Assert.True(elapsed.Elapsed < TimeSpan.FromSeconds(3), $"took {elapsed.Elapsed}");
    }

    [Fact]
    public async Task It_costs_one_call_of_Redis_for_both_limits()
    {
        const int Requests = 50;
        await using var api = replicas.Start(("RateLimits:Address:PerSecond", "100000"), ("RateLimits:Address:Burst", "100000"));
        var tenant = (await replicas.Modules.NewTenantAsync()).TenantId;
        var address = NewAddress();
        // The first one may have to bring the script.
        (await LimitedReplicas.AskAsync(api, tenant, address)).Dispose();
        var before = await replicas.CountScriptsAsync();

        for (var i = 0; i < Requests; i++)
        {
            using var answer = await LimitedReplicas.AskAsync(api, tenant, address);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(Requests, await replicas.CountScriptsAsync() - before);
    }

    [Fact]
    public async Task Health_and_metrics_are_outside_of_it()
    {
        await using var api = replicas.Start(("RateLimits:Address:PerSecond", "0.1"), ("RateLimits:Address:Burst", "1"));
        for (var i = 0; i < 10; i++)
            foreach (var path in (string[])["/health/live", "/metrics"])
            {
                using var answer = await api.Client.GetAsync(new Uri(path, UriKind.Relative), ModuleHost.Cancellation);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }
    }

    [Fact]
    public void A_limit_that_makes_no_sense_stops_the_start()
    {
        var error = Assert.ThrowsAny<Exception>(() => replicas.Start(("RateLimits:Address:Burst", "0")));
        Assert.Contains("RateLimits:Address:Burst", (error.GetBaseException() as OptionsValidationException ?? error).Message, StringComparison.Ordinal);
    }

    private static string NewAddress() => $"203.0.{(Interlocked.Increment(ref _address) >> 8).ToString(CultureInfo.InvariantCulture)}.{(_address & 255).ToString(CultureInfo.InvariantCulture)}";

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();

    /// <summary>Asks until it is refused.</summary>
    private static async Task<HttpResponseMessage> RefusedAsync(RunningApi api, Guid tenant, string address)
    {
        for (var i = 0; i < 10; i++)
        {
            var answer = await LimitedReplicas.AskAsync(api, tenant, address);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.Contains("RateLimit"))
                return answer;
            answer.Dispose();
        }

        throw new InvalidOperationException("Nothing was refused.");
    }
}
