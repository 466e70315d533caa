using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Caching;
using RusToK.Core.Caching.Redis;
using RusToK.Core.Faults;
using RusToK.Core.Identity.Access;
using RusToK.Core.Resilience;
using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Tests.Tracing;
using Xunit;

namespace RusToK.Tests.Faults;

/// <summary>Faults of the API: who switches them, and what each does there.</summary>
public sealed class FaultApiTests(FaultyApi faulty) : IClassFixture<FaultyApi>, IAsyncLifetime
{
    private const string Me = "{ me { id } }";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await faulty.SwitchAllOffAsync();

    [Fact]
    public async Task Who_runs_the_platform_switches_faults_and_nobody_else_who_can_sign_in()
    {
        var platform = await faulty.Api.PlatformAsync();
        var super = await faulty.Api.SignInAsync(platform, Role.SuperAdmin);

        using (var refused = await PutAsync(faulty.User.TenantId, faulty.User.AccessToken))
        {
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Equal("platform:faults", (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("rule").GetString());
        }

        using (var nobody = await PutAsync(faulty.User.TenantId, token: null))
            Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        using (var another = await PutAsync(faulty.User.TenantId, new string('x', 40)))
            Assert.Equal(HttpStatusCode.Unauthorized, another.StatusCode);
        Assert.True(faulty.Api.Services.GetRequiredService<ActiveFaults>().AreQuiet);
        using (var done = await PutAsync(platform, super.AccessToken))
            Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.False(faulty.Api.Services.GetRequiredService<ActiveFaults>().AreQuiet);

        Task<HttpResponseMessage> PutAsync(Guid tenant, string? token) =>
            faulty.Api.RequestAsync(HttpMethod.Put, "/faults/resolver-error", tenant, new { rate = 1 }, token);
    }

    [Fact]
    public async Task While_PostgreSQL_fails_operations_are_told_to_come_back_and_the_token_still_ends_the_fault()
    {
        await faulty.SwitchOnAsync(FaultCatalogue.DatabaseError, new { durationSeconds = 600 });

        var (away, _) = await faulty.AskAsync(Me);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "INTERNAL"), (away.Status, away.Code));
        Assert.NotNull(away.RetryAfter);

        await faulty.SwitchAllOffAsync();
        await Eventually.HoldsAsync(async () => (await faulty.AskAsync(Me)).Answer.Status == HttpStatusCode.OK, Cancellation);
    }

    [Fact]
    public async Task A_fault_ends_by_itself_in_a_running_process()
    {
        await faulty.SwitchOnAsync(FaultCatalogue.ResolverError, new { durationSeconds = 300, field = "Query.me" });
        Assert.Equal("INTERNAL", (await faulty.AskAsync(Me)).Answer.Code);

        faulty.Api.Clock.Advance(TimeSpan.FromSeconds(300));

        Assert.Empty((await faulty.AskAsync(Me)).Answer.Errors);
    }

    [Fact]
    public async Task A_resolver_that_fails_is_INTERNAL_and_its_span_names_the_fault()
    {
        using var spans = new SpanRecorder("api", "RusToK.GraphQL");
        await faulty.SwitchOnAsync(FaultCatalogue.ResolverError, new { field = "Query.me", tenant = faulty.User.TenantId });

        var (failed, trace) = await faulty.AskAsync(Me);
        Assert.Equal("INTERNAL", failed.Code);
        var span = spans.Trace(trace).Single("resolve Query.me");
        Assert.Equal((FaultCatalogue.ResolverError, true), (span.Attributes["rustok.fault"], span.IsError));
        Assert.Contains("The fault resolver-error is switched on.", Assert.Single(span.Exceptions).Attributes["exception.message"], StringComparison.Ordinal);

        Assert.Empty((await faulty.AskAsync("{ mySessions { id } }")).Answer.Errors);
        var stranger = await faulty.Api.SignInAsync((await faulty.Api.NewTenantAsync()).Id);
        Assert.Empty((await faulty.AskAsync(Me, stranger)).Answer.Errors);
    }

    [Fact]
    public async Task A_slow_resolver_shows_in_its_own_span()
    {
        using var recorded = new RecordedDurations("RusToK.GraphQL");
        await faulty.SwitchOnAsync(FaultCatalogue.ResolverSlow, new { field = "Query.me", latencySeconds = 0.3 });

        var (answer, trace) = await faulty.AskAsync(Me);

        Assert.Empty(answer.Errors);
        var span = Assert.Single(recorded.Of(trace), s => s.Name == "resolve Query.me");
        Assert.Equal(FaultCatalogue.ResolverSlow, span.Fault);
        Assert.InRange(span.Duration.TotalSeconds, 0.29, 30);
    }

    /// <param name="query">A read by hand, a change, and a change of what Entity Framework has read.</param>
    [Theory]
    [InlineData("{ me { id } }")]
    [InlineData("mutation { createTag(input: { translations: [{ locale: \"en\", name: \"Slow\" }] }) { tag { id } } }")]
    [InlineData("mutation { updateTenant(input: { name: \"Slow\" }) { tenant { id } } }")]
    public async Task A_slow_database_shows_in_the_duration_of_the_statement(string query)
    {
        using var recorded = new RecordedDurations("Npgsql");
        await faulty.SwitchOnAsync(FaultCatalogue.DatabaseSlow, new { latencySeconds = 0.3, tenant = faulty.User.TenantId });

        var (answer, trace) = await faulty.AskAsync(query);

        Assert.Empty(answer.Errors);
        var struck = recorded.Of(trace).Where(span => span.Fault == FaultCatalogue.DatabaseSlow).ToList();
        Assert.NotEmpty(struck);
        Assert.All(struck, span => Assert.InRange(span.Duration.TotalSeconds, 0.29, 30));
    }

    [Fact]
    public async Task A_cold_cache_loads_for_everybody_who_asks()
    {
        var cache = faulty.Api.Services.GetRequiredService<NamedCaches>().Get(new CacheDeclaration("test" + Guid.NewGuid().ToString("N"), IsShared: true));
        var loads = 0;
        Assert.Equal((1, 1), (await AskAsync(), await AskAsync()));

        await faulty.SwitchOnAsync(FaultCatalogue.CacheCold, new { rate = 1 });
        using (var parent = new Activity("parent").Start())
        {
            Assert.Equal((2, 3), (await AskAsync(), await AskAsync()));
            Assert.Equal(["cache.miss", "cache.miss"], parent.Events.Select(e => e.Name));
            Assert.Equal(FaultCatalogue.CacheCold, parent.GetTagItem("rustok.fault"));
        }

        await faulty.SwitchAllOffAsync();
        Assert.Equal(3, await AskAsync());

        Task<int> AskAsync() => cache.GetAsync(null, "key", _ => Task.FromResult(++loads), static _ => new Kept(100, []), Cancellation).AsTask();
    }

    [Fact]
    public async Task Redis_that_is_slow_is_waited_for_within_its_time_and_one_that_fails_is_away()
    {
        var (guard, redis) = (faulty.Api.Services.GetRequiredService<RedisGuard>(), faulty.Api.Services.GetRequiredService<SharedRedis>());
        await redis.ConnectAsync();

        await faulty.SwitchOnAsync(FaultCatalogue.RedisSlow, new { latencySeconds = 0.1 });
        using (var span = new Activity("ask").Start())
        {
            var started = Stopwatch.GetTimestamp();
            await PingAsync();
            Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.09, 5);
            Assert.Equal(FaultCatalogue.RedisSlow, span.GetTagItem("rustok.fault"));
        }

        await faulty.SwitchOnAsync(FaultCatalogue.RedisSlow, new { latencySeconds = 10 });
        await Assert.ThrowsAsync<UnavailableException>(PingAsync);
        await faulty.SwitchAllOffAsync();
        await faulty.SwitchOnAsync(FaultCatalogue.RedisError, new { rate = 1 });
        var away = await Assert.ThrowsAsync<UnavailableException>(PingAsync);
        Assert.Equal("redis", away.Dependency);
        Assert.Empty((await faulty.AskAsync(Me)).Answer.Errors);

        await faulty.SwitchAllOffAsync();
        await Eventually.HoldsAsync(async () => await Record.ExceptionAsync(PingAsync) is null, Cancellation);

        Task PingAsync() => guard.RunAsync(
            static async (r, stop) => await (await r.ConnectAsync()).GetDatabase().PingAsync().WaitAsync(stop), redis, Cancellation).AsTask();
    }

    [Fact]
    public async Task What_is_called_over_HTTP_refuses_as_long_as_the_fault_is_on()
    {
        using var client = faulty.Api.Services.GetRequiredService<IHttpClientFactory>().CreateClient("anything");
        var address = new Uri(faulty.Api.Client.BaseAddress!, "/health/live");
        await faulty.SwitchOnAsync(FaultCatalogue.HttpError, new { rate = 1 });

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(address, Cancellation));
        Assert.Equal((HttpRequestError.ConnectionError, "The fault http-error is switched on."), (refused.HttpRequestError, refused.Message));

        await faulty.SwitchAllOffAsync();
        using var answer = await client.GetAsync(address, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_metric_says_which_faults_are_on()
    {
        Assert.Equal(FaultCatalogue.All.Select(fault => fault.Name).Order(), Measured().Keys.Order());
        Assert.Equal(0, Measured()[FaultCatalogue.HttpError]);

        await faulty.SwitchOnAsync(FaultCatalogue.HttpError, new { rate = 0.5 });
        Assert.Equal(1, Measured()[FaultCatalogue.HttpError]);
        Assert.Contains("rustok_faults_active{", await faulty.Api.Client.GetStringAsync("/metrics", Cancellation), StringComparison.Ordinal);

        await faulty.SwitchAllOffAsync();
        Assert.Equal(0, Measured()[FaultCatalogue.HttpError]);
    }

    /// <summary>By fault, the sum of all that this process of tests has: only this class switches the one on that it looks for.</summary>
    private static Dictionary<string, int> Measured()
    {
        var sums = new Dictionary<string, int>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == FaultInstruments.Active.Name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) =>
        {
            var fault = (string)tags[0].Value!;
            sums[fault] = sums.GetValueOrDefault(fault) + value;
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return sums;
    }
}
