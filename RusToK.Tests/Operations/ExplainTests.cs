using RusToK.Core.Faults;
using RusToK.Core.Telemetry.Catalogue;
using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Embedded.Tools;
using RusToK.Operations.Explain;
using RusToK.Operations.Live;
using RusToK.Tests.Operations.Live;
using Xunit;

namespace RusToK.Tests.Operations;

/// <summary>An alert is explained by what was seen, and by nothing else.</summary>
public sealed class ExplainTests : IAsyncLifetime
{
    private FakeLiveSystem _system = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _system = await SlowResolver.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public async Task A_slow_resolver_is_found_by_its_own_time_in_the_traces_of_the_alerts_exemplars()
    {
        var explanation = await ExplainAsync("ApiLatencyBurnsFast");

        Assert.Equal(new Component(Component.Resolver, "Query.products"), explanation.Verdict.Component);
        Assert.True(explanation.IsAboutTimes);
        Assert.All(explanation.Slow, trace => Assert.True(trace.Exemplar.Value > 0.3));
        Assert.Contains("Most likely: resolver Query.products", ExplanationText.Render(explanation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_since_when_and_fills_the_texts_in()
    {
        _system.Answer(query => query.StartsWith("(slo:", StringComparison.Ordinal), ("""{"slo":"api-latency"}""", 0.42));

        var explanation = await ExplainAsync("apilatencyburnsfast");

        var episode = Assert.Single(explanation.Episodes);
        Assert.True(episode.IsOn);
        Assert.Equal("api-latency", episode.Labels["slo"]);
        Assert.InRange(explanation.Moment - episode.Since, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        Assert.Contains("42% of the GraphQL operations took longer than 300 ms", ExplanationText.Render(explanation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_expression_is_that_of_prometheus_and_is_followed_to_what_processes_emit()
    {
        var explanation = await ExplainAsync("ApiLatencyBurnsFast");

        Assert.Contains("offset 5s", explanation.Expression, StringComparison.Ordinal);
        Assert.Contains(explanation.Conditions, one => one.Condition.Measure == "slo:sli_error:ratio_rate5m{slo=\"api-latency\"}");
    }

    [Fact]
    public async Task A_fault_that_is_on_is_told_apart_and_weighs_nothing()
    {
        var faults = PrometheusName.Of(FaultInstruments.Active);
        var without = await ExplainAsync("ApiLatencyBurnsFast");
        _system.Answer(query => query.StartsWith($"max_over_time({faults}", StringComparison.Ordinal), ($$"""{"fault":"{{FaultCatalogue.DatabaseSlow}}","instance":"api-1"}""", 1))
            .Answer(query => query.StartsWith(faults, StringComparison.Ordinal), $$"""{"resultType":"matrix","result":[{"metric":{},"values":[[{{SlowResolver.Moment.ToUnixTimeSeconds() - 5}},"1"]]}]}""");

        var with = await ExplainAsync("ApiLatencyBurnsFast");

        Assert.Contains(FaultCatalogue.DatabaseSlow, Assert.Single(with.Faults).Text, StringComparison.Ordinal);
        Assert.Equal((without.Verdict.Component, without.Verdict.Score), (with.Verdict.Component, with.Verdict.Score));
    }

    [Fact]
    public async Task An_alert_that_has_not_fired_still_has_its_expression_and_its_runbook()
    {
        var explanation = await ExplainAsync("DeadLettersGrowing");

        Assert.Empty(explanation.Episodes);
        var text = ExplanationText.Render(explanation);
        Assert.Contains("It has not fired", text, StringComparison.Ordinal);
        Assert.Contains("rustok_dead_letters_added_total", text, StringComparison.Ordinal);
        Assert.Contains("./rustok dead-letters list", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_that_prometheus_has_not_loaded_is_explained_by_the_code()
    {
        var explanation = await ExplainAsync("RedisUnavailable");

        Assert.Null(explanation.Rule);
        Assert.Contains("rustok_circuit_breaker_state", explanation.Expression, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_that_there_is_not_is_refused_with_the_nearest()
    {
        var refused = await Assert.ThrowsAsync<UnknownAlertException>(() => ExplainAsync("DeadLetterGrowing"));

        Assert.Contains("Nearest: DeadLettersGrowing,", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_dashboard_it_says_what_it_has_not_looked_at()
    {
        using var prometheus = new PrometheusApi(_system.Prometheus);

        var explanation = await new Explainer(prometheus, null, RepositoryRoot.Path).ExplainAsync("ApiLatencyBurnsFast", SlowResolver.Moment, Cancellation);

        Assert.Null(explanation.Verdict.Component);
        Assert.Contains("Most likely: not known", ExplanationText.Render(explanation), StringComparison.Ordinal);
        Assert.Single(explanation.Missing);
    }

    [Fact]
    public async Task Traces_that_the_dashboard_has_forgotten_are_missed_in_words()
    {
        _system.Traces = [];

        var explanation = await ExplainAsync("ApiLatencyBurnsFast");

        Assert.Empty(explanation.Slow);
        Assert.Contains("The traces of 8 exemplars", Assert.Single(explanation.Missing), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_breaker_that_opened_is_the_dependencys_unless_something_says_more()
    {
        var opened = $"max by (dependency, instance) (max_over_time({PrometheusName.Of(ResilienceInstruments.BreakerState)}";
        _system.Answer(query => query.StartsWith(opened, StringComparison.Ordinal), ("""{"dependency":"redis","instance":"worker-1"}""", 1))
            .Answer(
                query => query.StartsWith("ALERTS{alertname=\"DeadLettersGrowing\"", StringComparison.Ordinal),
                $$"""{"resultType":"matrix","result":[{"metric":{"handler":"orders"},"values":[[{{SlowResolver.Moment.ToUnixTimeSeconds() - 20}},"1"],[{{SlowResolver.Moment.ToUnixTimeSeconds()}},"1"]]}]}""");

        var explanation = await ExplainAsync("DeadLettersGrowing");

        Assert.Equal(new Component(Component.Dependency, "redis"), explanation.Verdict.Component);
    }

    private async Task<Explanation> ExplainAsync(string alert)
    {
        using var prometheus = new PrometheusApi(_system.Prometheus);
        using var dashboard = new DashboardApi(_system.Telemetry);
        return await new Explainer(prometheus, dashboard, RepositoryRoot.Path).ExplainAsync(alert, SlowResolver.Moment, Cancellation);
    }
}
