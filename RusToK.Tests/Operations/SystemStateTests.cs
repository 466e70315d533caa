using RusToK.Operations.Explain;
using RusToK.Operations.Live;
using RusToK.Tests.Operations.Live;
using Xunit;

namespace RusToK.Tests.Operations;

/// <summary>What is asked of a Prometheus whatever the alert is.</summary>
public sealed class SystemStateTests
{
    private static readonly DateTimeOffset Began = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);

    private static readonly Window TenMinutes = new(Began, Began.AddMinutes(10));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_instance_that_is_started_again_and_again_while_the_alert_holds_is_evidence()
    {
        var (changes, evidence) = await StartsAsync(-60, 1, 2, 3);

        Assert.Equal(3, changes.Count);
        Assert.Equal((new Component(Component.Instance, "api-2"), "api-2 was started again 3 times"), Assert.Single(evidence.Select(one => (one.Component, one.Reason))));
    }

    [Fact]
    public async Task Starts_before_the_alert_and_a_single_one_are_told_and_are_no_evidence()
    {
        var (changes, evidence) = await StartsAsync(-60, -4, -3, -2, 1);

        Assert.Equal(4, changes.Count);
        Assert.Empty(evidence);
    }

    [Fact]
    public async Task Another_version_is_evidence()
    {
        await using var system = await FakeLiveSystem.StartAsync(Cancellation);
        system.Answer(Asks, (Process(-60, "1.0"), 1), (Process(-1, "1.1"), 1));
        using var prometheus = new PrometheusApi(system.Prometheus);

        var (changes, evidence) = await new SystemStateReader(prometheus).StartsAsync(TenMinutes, Cancellation);

        Assert.Equal("api-2 of rustok-api started again: version 1.1 after 1.0", Assert.Single(changes).Text);
        Assert.Equal(new Component("version", "1.1 of rustok-api"), Assert.Single(evidence).Component);
    }

    [Fact]
    public async Task A_process_that_was_away_is_evidence_by_how_long()
    {
        await using var system = await FakeLiveSystem.StartAsync(Cancellation);
        system.Answer(query => query.StartsWith("1 - avg_over_time(up", StringComparison.Ordinal), ("""{"job":"rustok-worker","instance":"worker-1"}""", 0.25));
        using var prometheus = new PrometheusApi(system.Prometheus);

        var evidence = Assert.Single(await new SystemStateReader(prometheus).DownAsync(TenMinutes, Cancellation));

        Assert.Equal((new Component(Component.Instance, "worker-1"), 2.25), (evidence.Component, evidence.Weight));
    }

    private static async Task<(IReadOnlyList<Change> Changes, IReadOnlyList<Evidence> Evidence)> StartsAsync(params int[] minutes)
    {
        await using var system = await FakeLiveSystem.StartAsync(Cancellation);
        system.Answer(Asks, minutes.Select(minute => (Process(minute, "1.0"), 1.0)));
        using var prometheus = new PrometheusApi(system.Prometheus);
        return await new SystemStateReader(prometheus).StartsAsync(TenMinutes, Cancellation);
    }

    private static bool Asks(string query) => query.Contains("target_info", StringComparison.Ordinal);

    private static string Process(int minute, string version) =>
        $$"""{"job":"rustok-api","instance":"api-2","service_version":"{{version}}","process_creation_time":"{{Began.AddMinutes(minute):O}}"}""";
}
