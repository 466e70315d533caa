using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using RusToK.Tests.EndToEnd;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Telemetry.Proof;
using StackExchange.Redis;
using Xunit;

namespace RusToK.Tests.Resilience;

/// <summary>What readers and editors notice when a server is away, on real processes.</summary>
[Collection(nameof(ExpendableSystemTests))]
public sealed class OutageTests(ExpendableSystem system, ITestOutputHelper output)
{
    /// <summary>Seconds for which Redis is away; the long run of the issue is 60.</summary>
    private const string SecondsVariable = "RUSTOK_REDIS_OUTAGE_SECONDS";

    private static TimeSpan Outage => TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable(SecondsVariable) ?? "10", CultureInfo.InvariantCulture));

    [Fact]
    [Proves("rustok.circuit_breaker.state")]
    public async Task Redis_is_away_and_nobody_is_refused()
    {
        await using var api = await ReplicatedApi.StartAsync(system);
        var known = await PublishKnownAsync(api);
        var traffic = new Traffic(api, known);
        var running = traffic.RunAsync();
        await PassAsync(TimeSpan.FromSeconds(3));

        traffic.Phase = "without Redis";
        await system.Redis.KillAsync();
        var away = Stopwatch.StartNew();
        await Eventually.HoldsAsync(async () => await BreakerAsync(api, "redis") is "1" or "2", ModuleHost.Cancellation, "the breaker has opened");
        var opened = away.Elapsed;
        var (status, breakers) = await api.HealthAsync(0);
        Assert.Equal("Degraded", status);
        Assert.Contains("redis is", breakers, StringComparison.Ordinal);
        await PassAsync(Outage - away.Elapsed);

        traffic.Phase = "after";
        await system.Redis.StartAsync(ModuleHost.Cancellation);
        var back = Stopwatch.StartNew();
        await Eventually.HoldsAsync(async () => await api.HealthAsync(0) is ("Healthy", _) && await api.HealthAsync(1) is ("Healthy", _), ModuleHost.Cancellation);
        var healed = back.Elapsed;
        await PassAsync(TimeSpan.FromSeconds(3));
        traffic.Stop();
        await running;
        var written = Stopwatch.StartNew();
        foreach (var (id, title) in traffic.Written)
            await VisibleAsync(api, id, title);

        output.WriteLine($"Redis away for {Outage.TotalSeconds:F0} s: breaker open after {opened.TotalMilliseconds:F0} ms, healthy {healed.TotalMilliseconds:F0} ms after it was back");
        foreach (var phase in (string[])["before", "without Redis", "after"])
            output.WriteLine(traffic.Describe(phase));
        output.WriteLine($"{traffic.Written.Count} pages written, all visible in both replicas {written.ElapsedMilliseconds} ms after the traffic; {traffic.Failures.Count} requests failed");
        Assert.Empty(traffic.Failures);
        Assert.Equal("0", await BreakerAsync(api, "redis"));
    }

    /// <summary>It answers, and everything that writes is refused: rate limits, caches and the relay go on without it.</summary>
    [Fact]
    public async Task Redis_is_full_and_nobody_is_refused()
    {
        await using var api = await ReplicatedApi.StartAsync(system);
        var known = await PublishKnownAsync(api);
        var traffic = new Traffic(api, known);
        var running = traffic.RunAsync();
        await PassAsync(TimeSpan.FromSeconds(1));

        traffic.Phase = "full";
        await ConfigureRedisAsync("maxmemory", "1");
        await PassAsync(TimeSpan.FromSeconds(4));
        await ConfigureRedisAsync("maxmemory", "0");

        traffic.Phase = "after";
        await PassAsync(TimeSpan.FromSeconds(1));
        traffic.Stop();
        await running;
        foreach (var (id, title) in traffic.Written)
            await VisibleAsync(api, id, title);

        output.WriteLine(traffic.Describe("full"));
        Assert.Empty(traffic.Failures);
    }

    [Fact]
    [Proves("rustok.circuit_breaker.state")]
    public async Task PostgreSQL_is_away_what_is_remembered_answers_the_rest_is_told_when_to_come_back()
    {
        await using var api = await ReplicatedApi.StartAsync(system);
        var id = await api.PublishAsync("Remembered");
        await VisibleAsync(api, id, "Remembered");

        await system.Postgres.StopAsync();
        try
        {
            var elapsed = Stopwatch.StartNew();
            using (var refused = await api.SendAsync(0, "query($id: UUID!) { node(id: $id) { title } }", new { id = Guid.CreateVersion7() }))
            {
                var body = JsonNode.Parse(await refused.Content.ReadAsStringAsync(ModuleHost.Cancellation))!;
                Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
                Assert.Equal("INTERNAL", (string?)body["errors"]![0]!["extensions"]!["code"]);
                Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
            }

            Assert.True(elapsed.Elapsed < TimeSpan.FromSeconds(12), $"took {elapsed.Elapsed}");
            Assert.Equal("Remembered", await api.TitleAsync(0, id));
            Assert.Equal("Remembered", await api.TitleAsync(1, id));
            await Eventually.HoldsAsync(
                async () =>
                {
                    using var _ = await api.SendAsync(0, "query($id: UUID!) { node(id: $id) { title } }", new { id = Guid.CreateVersion7() });
                    return await BreakerAsync(api, "postgresql") is "1" or "2";
                }, ModuleHost.Cancellation, "the breaker has opened");
            elapsed.Restart();
            using (await api.SendAsync(0, "query($id: UUID!) { node(id: $id) { title } }", new { id = Guid.CreateVersion7() }))
                output.WriteLine($"A refusal by the open breaker took {elapsed.ElapsedMilliseconds} ms");
        }
        finally
        {
            await system.StartPostgresAsync(CancellationToken.None);
        }

        var back = Stopwatch.StartNew();
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await api.SendAsync(0, "query($id: UUID!) { node(id: $id) { title } }", new { id = Guid.CreateVersion7() });
                return answer.StatusCode == HttpStatusCode.OK;
            }, ModuleHost.Cancellation, "it answers again");
        output.WriteLine($"Answers again {back.ElapsedMilliseconds} ms after PostgreSQL was back");
        await Eventually.HoldsAsync(async () => await api.HealthAsync(0) is ("Healthy", _) && await BreakerAsync(api, "postgresql") == "0", ModuleHost.Cancellation);
    }

    [Fact]
    public async Task A_change_is_visible_in_both_replicas_within_a_second()
    {
        const int rounds = 30;
        await using var api = await ReplicatedApi.StartAsync(system);
        var id = await api.PublishAsync("Round 0");
        await VisibleAsync(api, id, "Round 0");
        var times = new List<TimeSpan>();
        for (var round = 1; round <= rounds; round++)
        {
            await api.RenameAsync(id, $"Round {round}");
            var elapsed = Stopwatch.StartNew();
            await VisibleAsync(api, id, $"Round {round}");
            times.Add(elapsed.Elapsed);
        }

        times.Sort();
        output.WriteLine($"Visible in both replicas after p50 {times[rounds / 2].TotalMilliseconds:F0} ms, p90 {times[rounds * 9 / 10].TotalMilliseconds:F0} ms, max {times[^1].TotalMilliseconds:F0} ms");
        Assert.True(times[^1] < TimeSpan.FromSeconds(1), $"the longest took {times[^1]}");
    }

    /// <summary>What the first replica says of a breaker: 0 closed, 1 open, 2 half-open.</summary>
    private static Task<string?> BreakerAsync(ReplicatedApi api, string dependency) => api.GaugeAsync(0, "rustok_circuit_breaker_state", dependency);

    private static async Task<Guid[]> PublishKnownAsync(ReplicatedApi api)
    {
        var known = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => api.PublishAsync($"Known {i}")));
        foreach (var (i, id) in known.Index())
            await VisibleAsync(api, id, $"Known {i}");
        return known;
    }

    private async Task ConfigureRedisAsync(string setting, string value)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(system.Redis.ConnectionString + ",allowAdmin=true");
        await redis.GetDatabase().ExecuteAsync("CONFIG", "SET", setting, value);
    }

    private static Task VisibleAsync(ReplicatedApi api, Guid id, string title) => Eventually.HoldsAsync(
        async () => await api.TitleAsync(0, id) == title && await api.TitleAsync(1, id) == title, ModuleHost.Cancellation, $"'{title}' is visible in both replicas");

    /// <summary>Lets the traffic run for a while: here it is the time itself that is tested.</summary>
    private static Task PassAsync(TimeSpan time) => time > TimeSpan.Zero ? Task.Delay(time, ModuleHost.Cancellation) : Task.CompletedTask;
}
