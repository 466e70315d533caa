using System.Text.Json.Nodes;
using RusToK.Operations.Budget;
using RusToK.Operations.Live;
using RusToK.Operations.Slos;
using RusToK.Tests.Operations.Live;
using Xunit;

namespace RusToK.Tests.Operations;

public sealed class ErrorBudgetTests
{
    private const double Window = 1000;

    [Theory]
    [InlineData(0.5, 1, 1000, null)]
    [InlineData(1.2, 0, 1000, 0.0)]
    [InlineData(0, 2, 1000, 500.0)]
    [InlineData(0.5, 2, 1000, 1000 * 0.5 / 1.5)]
    [InlineData(0.5, 11, 100, 5.0)]
    [InlineData(0, 1.1, 500, 1000 / 1.1)]
    public void A_budget_lasts_until_the_errors_of_the_window_are_as_many_as_may_be(double used, double burn, double seen, double? expected)
    {
        var seconds = ErrorBudget.Exhaustion(used, burn, Window, seen);

        Assert.Equal(expected is null, seconds is null);
        Assert.Equal(expected ?? 0, seconds ?? 0, 6);
    }

    [Fact]
    public async Task It_is_read_from_what_is_recorded_with_the_durations_of_the_rules_that_run()
    {
        await using var system = await WithRulesAsync();
        system.Answer(query => query == SloRecordings.Objective, Api(0.99)).Answer(query => query == SloRecordings.Budget, Api(0.01))
            .Answer(query => query == SloRecordings.BudgetLeft, Api(0.4)).Answer(query => query == SloWindow.FiveMinutes.Ratio, Api(0.05)).Answer(query => query == SloWindow.Hour.Ratio, Api(0.02))
            .Answer(query => query == $"count_over_time({SloRecordings.Events}[12h])", Api(600)).Answer(query => query == $"sum_over_time({SloRecordings.Events}[12h])", Api(5000));
        using var prometheus = new PrometheusApi(system.Prometheus);

        var budget = Assert.Single(await new BudgetReader(prometheus).ReadAsync(TestContext.Current.CancellationToken));

        Assert.Equal(("api-latency", 43_200.0, 600.0, 5000.0), (budget.Slo, budget.WindowSeconds, budget.SeenSeconds, budget.Events));
        Assert.Equal([0.6, 0.4, 5, 2], [budget.Used!.Value, budget.Left!.Value, budget.BurnNow!.Value, budget.BurnHour!.Value], (one, other) => Math.Abs(one - other) < 1e-9);
        Assert.Equal(600 * 0.4 / 1, budget.SecondsLeft!.Value, 6);
        Assert.True(budget.IsYoung);
        Assert.Contains("younger than the window of 12h", BudgetTable.Render([budget], DateTimeOffset.UnixEpoch), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_promise_without_events_is_neither_kept_nor_broken()
    {
        await using var system = await WithRulesAsync();
        system.Answer(query => query == SloRecordings.Objective, Api(0.99)).Answer(query => query == SloRecordings.Budget, Api(0.01)).Answer(query => query == SloRecordings.BudgetLeft, Api(double.NaN));
        using var prometheus = new PrometheusApi(system.Prometheus);

        var budget = Assert.Single(await new BudgetReader(prometheus).ReadAsync(TestContext.Current.CancellationToken));

        Assert.Null(budget.Used);
        Assert.Contains("no events yet", BudgetTable.Render([budget], DateTimeOffset.UnixEpoch), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prometheus_without_the_rules_is_named_as_one()
    {
        await using var system = await FakeLiveSystem.StartAsync(TestContext.Current.CancellationToken);
        using var prometheus = new PrometheusApi(system.Prometheus);

        var refused = await Assert.ThrowsAsync<NotRunningException>(() => new BudgetReader(prometheus).ReadAsync(TestContext.Current.CancellationToken));

        Assert.Contains(SloWindow.Period.Ratio, refused.Message, StringComparison.Ordinal);
    }

    private static (string, double) Api(double value) => ("""{"slo":"api-latency"}""", value);

    private static async Task<FakeLiveSystem> WithRulesAsync()
    {
        var system = await FakeLiveSystem.StartAsync(TestContext.Current.CancellationToken);
        JsonObject Rule(string name, string query) => new() { ["name"] = name, ["type"] = "recording", ["query"] = query };
        system.Rules = new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["groups"] = new JsonArray(new JsonObject
                {
                    ["interval"] = 1,
                    ["rules"] = new JsonArray(Rule(SloWindow.Period.Ratio, $"avg_over_time({SloRecordings.Errors}[12h]) / avg_over_time({SloRecordings.Events}[12h])"), Rule(SloRecordings.Events, "x")),
                }),
            },
        }.ToJsonString();
        return system;
    }
}
