using RusToK.Operations;
using RusToK.Operations.Alerts;
using RusToK.Operations.Promql;
using Xunit;

namespace RusToK.Tests.Operations;

/// <summary>What an expression asks for, and what an alert compares.</summary>
public sealed class PromqlTests
{
    [Theory]
    [InlineData("sum by (a) (rate(x_total{b=\"c}\", d=~\"e,f\"}[5m])) / scalar(y)", "x_total|b=\"c}\";d=~\"e,f\"|rate y||scalar")]
    [InlineData("(x{a=\"b|sum(z)\"} or 0 * slo:y:ratio) / on () group_left () x", "x|a=\"b|sum(z)\"| slo:y:ratio|| x||")]
    [InlineData("count(ALERTS) or vector(0)", "ALERTS||count")]
    [InlineData("increase(x[1h]) > bool 2 unless y offset 5m", "x||increase y||")]
    public void The_series_of_an_expression_are_found_with_their_matchers_and_functions(string expression, string expected) => Assert.Equal(
        expected, string.Join(' ', Selector.Of(expression).Select(selector => $"{selector.Series}|{string.Join(';', selector.Parts)}|{selector.Function}")));

    [Fact]
    public void An_alert_is_taken_apart_into_what_is_measured_and_what_with() => Assert.Equal(
        [new Condition("a{x=\"1\"}", ">", "14.4 * 0.01"), new Condition("avg_over_time(b[1m]) * 60", ">=", "10"), new Condition("c", "==", "0")],
        Condition.Of("(\n  a{x=\"1\"} > 14.4 * 0.01\n  and avg_over_time(b[1m]) * 60 >= 10\n  and d offset 5s >= 0\n)\nor\n(c == 0)"));

    [Fact]
    public void Labels_that_sides_are_joined_by_are_no_part_of_them() =>
        Assert.Equal([new Condition("a / on () group_left () b", ">", "0.7"), new Condition("max(c)", ">", "1")], Condition.Of("a / on () group_left () b > 0.7 and on () max(c) > 1"));

    [Fact]
    public void Something_that_has_to_be_missing_is_a_condition_without_a_bound() =>
        Assert.Equal([new Condition("absent(a)", null, null), new Condition("absent(b)", null, null)], Condition.Of("absent(a) or absent(b)"));

    [Fact]
    public void Every_alert_of_the_catalogue_is_taken_apart() => Assert.All(
        AlertCatalogue.All.Where(alert => alert.Name != "TelemetryAbsent"),
        alert => Assert.All(Condition.Of(alert.Expression(Timing.Undivided)), condition => Assert.NotNull(condition.Comparison)));

    [Theory]
    [InlineData("[1h30m]", 5400)]
    [InlineData("30d", 2_592_000)]
    [InlineData("5s", 5)]
    public void A_duration_is_read_as_prometheus_writes_it(string text, double seconds) => Assert.Equal(seconds, Timing.Read(text).TotalSeconds);
}
