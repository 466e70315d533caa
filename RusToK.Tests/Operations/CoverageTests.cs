using System.CommandLine;
using RusToK.Embedded.Topology;
using RusToK.Operations.Alerts;
using RusToK.Operations.Coverage;
using RusToK.Operations.Dashboards;
using RusToK.Operations.Live;
using RusToK.Operations.Promql;
using RusToK.Tests.Operations.Live;
using Xunit;

namespace RusToK.Tests.Operations;

/// <summary>A panel that is empty is one that waits for a fault, or dead.</summary>
public sealed class CoverageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_panel_that_has_a_value_is_filled_and_rules_that_are_not_loaded_are_told_of()
    {
        var report = await RunAsync(_ => false);

        Assert.Equal(DashboardFiles.Dashboards.Sum(dashboard => dashboard.Panels.Count()), report.Panels.Count);
        Assert.All(report.Panels, panel => Assert.Equal(PanelState.Filled, panel.State));
        Assert.All(report.Alerts, rule => Assert.False(rule.IsLoaded));
        Assert.False(report.HasDead);
    }

    [Fact]
    public async Task What_healthy_traffic_fills_is_dead_when_it_is_empty()
    {
        var report = await RunAsync(query => query.Contains(Series.GraphQLDuration, StringComparison.Ordinal));

        Assert.True(report.HasDead);
        Assert.Contains(report.Panels, panel => panel is { Dashboard: DashboardUids.Api, Title: "Operation latency", State: PanelState.Dead });
        Assert.Contains("rustok-api, Operation latency: nothing for", CoverageText.Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_had_a_value_in_the_hour_that_is_shown_is_not_dead()
    {
        var report = await RunAsync(query => query.StartsWith("histogram_quantile(", StringComparison.Ordinal));

        Assert.All(report.Panels, panel => Assert.Equal(PanelState.Filled, panel.State));
    }

    [Fact]
    public async Task What_a_fault_fills_waits_for_it_by_name()
    {
        var report = await RunAsync(query => query.Contains(Series.PoolWaiting, StringComparison.Ordinal));

        var panel = Assert.Single(report.Panels, panel => panel.State != PanelState.Filled);
        Assert.Equal((PanelState.Waiting, "a pool that is used up"), (panel.State, panel.FilledBy));
        Assert.False(report.HasDead);
    }

    [Fact]
    public async Task A_metric_that_nobody_emits_is_told_of_unless_a_fault_has_to_come_first()
    {
        var report = await RunAsync(query => query.StartsWith("count by (__name__) ({", StringComparison.Ordinal));

        Assert.Contains(Series.RelayLeader, report.Absent);
        Assert.Equal("a pool that is used up", report.Waiting[Series.PoolWaiting]);
        Assert.DoesNotContain("sum", report.Absent);
    }

    [Fact]
    public async Task An_alert_of_what_has_no_value_is_blind()
    {
        await using var system = await SlowResolver.StartAsync(Cancellation);
        using var prometheus = new PrometheusApi(system.Prometheus);

        var report = await new CoverageCheck(prometheus).RunAsync(Cancellation);

        var alert = report.Alerts.Single(rule => rule.Name == "DeadLettersGrowing");
        Assert.True(alert.IsEvaluated);
        Assert.Single(alert.Blind);
        Assert.Equal(AlertCatalogue.All.Count - 2, report.Alerts.Count(rule => !rule.IsLoaded));
    }

    [Theory]
    [InlineData("sum (rate(x{job=~\"$job\", handler=~\"$handler\"}[$__rate_interval]))", "sum (rate(x{job=~\".+\", handler=~\".+\"}[1m]))")]
    [InlineData("increase(x[$__range])", "increase(x[1h])")]
    public void Everything_is_chosen_at_the_top(string expression, string asked) => Assert.Equal(asked, CoverageCheck.Asked(expression));

    [Fact]
    public async Task A_prometheus_that_does_not_answer_is_like_a_system_that_does_not_run()
    {
        var root = new RootCommand { PanelsCommand.Create() };
        var errors = new StringWriter();

        var exitCode = await root.Parse(["panels", "--prometheus", "http://127.0.0.1:1"]).InvokeAsync(new InvocationConfiguration { Error = errors }, Cancellation);

        Assert.Equal(SystemStatus.NotRunning, exitCode);
        Assert.Contains("./rustok status", errors.ToString(), StringComparison.Ordinal);
    }

    private static async Task<CoverageReport> RunAsync(Func<string, bool> isEmpty)
    {
        await using var system = await FakeLiveSystem.StartAsync(Cancellation);
        system.Answer(query => !isEmpty(query), ("""{"__name__":"x"}""", 1));
        using var prometheus = new PrometheusApi(system.Prometheus);
        return await new CoverageCheck(prometheus).RunAsync(Cancellation);
    }
}
