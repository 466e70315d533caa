using RusToK.Core.Telemetry;
using RusToK.Operations.Explain;
using RusToK.Operations.Live;
using Xunit;

namespace RusToK.Tests.Operations;

/// <summary>What points at which component, and how much.</summary>
public sealed class EvidenceTests
{
    private static readonly DateTimeOffset Began = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);

    private static readonly Window TenMinutes = new(Began, Began.AddMinutes(10));

    [Fact]
    public void A_spans_own_time_is_what_its_children_do_not_cover()
    {
        var trace = SlowTrace.Of(
            new Exemplar(new Dictionary<string, string>(), "t", "1", 1, Began),
            [Span("1", null, "query", 0, 1000), Span("2", "1", "SELECT a", 100, 500, (Attributes.DbSystem, "postgresql")), Span("3", "1", "SELECT b", 400, 700, (Attributes.DbSystem, "postgresql"))]);

        Assert.Equal([("query", 400.0), ("SELECT a", 400.0), ("SELECT b", 300.0)], trace.Own.Select(one => (one.Span.Name, one.Time.TotalMilliseconds)).OrderByDescending(one => one.Item2).ThenByDescending(one => one.Name, StringComparer.Ordinal));
        Assert.Equal(0.7, trace.ByComponent()[new Component(Component.Dependency, "postgresql")], 6);
    }

    [Fact]
    public void What_an_event_waited_before_its_consumer_is_the_way_to_it()
    {
        var trace = SlowTrace.Of(
            new Exemplar(new Dictionary<string, string>(), "t", "1", 5, Began), [Span("1", "0", "process order.placed", 4900, 5000, (Attributes.Handler, "orders")) with { Kind = LiveSpan.Consumer }]);

        Assert.Equal(4.9, trace.ByComponent()[new Component(Component.Way, "orders")], 6);
    }

    [Fact]
    public void A_failure_belongs_to_the_span_in_which_it_began()
    {
        var failures = FailedSpans.Of([Failed("1", null, "POST /graphql", 1), Failed("2", "1", "resolve Query.node", 1, (Attributes.DbSystem, "redis"))], TenMinutes);

        Assert.Equal(new Component(Component.Dependency, "redis"), Assert.Single(failures).Component);
    }

    [Fact]
    public void What_failed_as_much_before_is_no_evidence()
    {
        var spans = Enumerable.Range(0, 20).Select(i => Failed($"before{i}", null, "webhook.deliver", -1 - i, (Attributes.Handler, "webhooks")))
            .Concat(Enumerable.Range(0, 10).Select(i => Failed($"now{i}", null, "webhook.deliver", 0.5 + (0.9 * i), (Attributes.Handler, "webhooks"))))
            .Concat(Enumerable.Range(0, 5).Select(i => Failed($"new{i}", null, "process order.placed", 1 + i, (Attributes.Handler, "orders")))).ToList();

        var evidence = Assert.Single(FailedSpans.Evidence(FailedSpans.Of(spans, TenMinutes), isAboutTimes: false));

        Assert.Equal((new Component(Component.Consumer, "orders"), 3.0), (evidence.Component, evidence.Weight));
    }

    [Fact]
    public void Failures_count_half_when_the_time_before_is_forgotten()
    {
        var spans = Enumerable.Range(0, 5).Select(i => Failed($"{i}", null, "process order.placed", 1 + i, (Attributes.Handler, "orders"))).ToList();

        var failures = FailedSpans.Of(spans, TenMinutes with { KeptSince = Began });

        Assert.Null(Assert.Single(failures).Expected);
        Assert.Equal(1.5, Assert.Single(FailedSpans.Evidence(failures, isAboutTimes: false)).Weight);
    }

    [Fact]
    public void A_label_that_most_of_what_became_worse_has_is_named()
    {
        var measurement = new Measurement("dead letters, per second", "x", IsOfTooLittle: false);

        var evidence = WorstSeriesReader.Evidence([Series(measurement, "orders", 9, 0), Series(measurement, "content", 5, 4)], new Dictionary<string, string>(), new Dictionary<string, int>());

        Assert.Equal([new Component(Component.Consumer, "orders")], evidence.Select(one => one.Component));
    }

    [Fact]
    public void A_label_that_every_series_has_says_nothing_unless_the_alert_is_about_it()
    {
        var measurement = new Measurement("dead letters, per second", "x", IsOfTooLittle: false);
        IReadOnlyList<WorstSeries> series = [Series(measurement, "orders", 9, 0)];

        Assert.Empty(WorstSeriesReader.Evidence(series, new Dictionary<string, string>(), new Dictionary<string, int>()));
        Assert.Single(WorstSeriesReader.Evidence(series, new Dictionary<string, string> { ["handler"] = "orders" }, new Dictionary<string, int>()));
    }

    [Fact]
    public void A_tenant_is_named_when_its_part_of_the_failures_is_far_above_that_of_the_requests()
    {
        Assert.Empty(TenantShare.Evidence([new("acme", 0.8, 0.85, 0.8), new("globex", 0.2, 0.15, 0.2)]));
        Assert.Equal(new Component(Component.Tenant, "acme"), Assert.Single(TenantShare.Evidence([new("acme", 0.3, 0.9, 0.3)])).Component);
    }

    [Fact]
    public void Weights_of_a_component_add_up_and_little_is_no_verdict()
    {
        var (redis, orders) = (new Component(Component.Dependency, "redis"), new Component(Component.Consumer, "orders"));

        var verdict = Verdict.Of([new(orders, 2, "a"), new(redis, 1.5, "b"), new(redis, 1, "c")]);

        Assert.Equal((redis, 2.5), (verdict.Component, verdict.Score));
        Assert.Equal(["b", "c"], verdict.Reasons);
        Assert.Equal(orders, Assert.Single(verdict.Next).Component);
        Assert.Null(Verdict.Of([new(redis, 0.9, "a")]).Component);
    }

    [Fact]
    public void Logs_are_counted_by_event_and_those_of_faults_are_left_out()
    {
        var groups = LogGroup.Of(
            [
                new(Began.AddMinutes(2), "Warning", "rustok-worker", "relay.redis_unavailable", "second"), new(Began.AddMinutes(1), "Warning", "rustok-worker", "relay.redis_unavailable", "first"),
                new(Began.AddMinutes(-1), "Warning", "rustok-worker", "relay.redis_unavailable", "before"), new(Began.AddMinutes(1), "Warning", "rustok-worker", "fault.switched_on", "told apart"),
            ],
            TenMinutes);

        var group = Assert.Single(groups);
        Assert.Equal((2, 0.5, "first"), (group.Now, group.Expected, group.First.Text));
    }

    [Fact]
    public void The_first_steps_of_a_runbook_are_its_queries_and_bullets()
    {
        var runbook = Runbook.Parse("docs/runbooks/x.md", "# X\n\n## Look first\n\n```promql\nsum(a)\n```\n\nHow much.\n\n```promql\nb\n```\n\nWhich.\n\n## What to do\n\n- One, over\n  two lines.\n- Two.\n\n## It is over when\n\n- No.\n");

        Assert.Equal([("sum(a)", "How much."), ("b", "Which.")], runbook.Look);
        Assert.Equal(["One, over two lines.", "Two."], runbook.Do);
    }

    [Theory]
    [InlineData("{{ $labels.handler }} gives up", "orders gives up")]
    [InlineData("{{ $value | humanizePercentage }} fail", "42% fail")]
    [InlineData("for {{ $value | humanizeDuration }}", "for 420 ms")]
    public void A_template_is_filled_in_like_prometheus_does(string template, string text) =>
        Assert.Equal(text, Annotation.Fill(template, new Dictionary<string, string> { ["handler"] = "orders" }, 0.42));

    private static WorstSeries Series(Measurement measurement, string handler, double now, double before) =>
        new(measurement, new Dictionary<string, string> { ["handler"] = handler }, now, before);

    private static LiveSpan Span(string id, string? parent, string name, double from, double to, params (string Key, string Value)[] attributes) => new(
        "t", id, parent, name, 1, TelemetrySources.GraphQLName, "rustok-api", "api-1", Began.AddMilliseconds(from), Began.AddMilliseconds(to),
        attributes.ToDictionary(one => one.Key, one => one.Value), IsError: false, null);

    private static LiveSpan Failed(string id, string? parent, string name, double minute, params (string Key, string Value)[] attributes) =>
        Span(id, parent, name, minute * 60_000, minute * 60_000, attributes) with { IsError = true };
}
