using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Telemetry.Catalogue;
using RusToK.Tests.Architecture;
using RusToK.Tests.Content;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>The metrics of the catalogue as a Prometheus has them after a scrape.</summary>
[Collection(nameof(RunningSystemTests))]
public sealed class ScrapeTests(RunningSystem system)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("rustok.relay.published")]
    [Proves("rustok.relay.leader")]
    [Proves("rustok.events.stage.duration")]
    [Proves("rustok.event_log.snapshot.age")]
    [Proves("rustok.stream.snapshot.age")]
    [Proves("rustok.dead_letters.snapshot.age")]
    [Proves("rustok.tables.snapshot.age")]
    public async Task Every_metric_of_the_event_spine_is_scraped_with_data()
    {
        var before = (await system.Prometheus.QueryAsync("sum(rustok_relay_published_total)", Cancellation)).Sum(s => s.Value);
        var tenant = await system.NewTenantAsync();
        for (var i = 0; i < 24; i++)
            await system.SendAsync<CreateNode, NodeResult>(tenant.Id, Posts.New($"Scraped {i}") with { Status = NodeStatus.Published });
        await system.Prometheus.EventuallyAsync("sum(rustok_relay_published_total)", n => n >= before + 48, Cancellation);

        foreach (var job in new[] { "rustok-api", "rustok-worker" })
            await system.Prometheus.EventuallyAsync($"up{{job=\"{job}\"}}", up => up == 1, Cancellation);
        foreach (var stage in new[] { "log", "stream", "handle", "total" })
            await system.Prometheus.EventuallyAsync(
                $"sum(rustok_events_stage_duration_seconds_bucket{{stage=\"{stage}\", event_type=\"node.published\", le=\"+Inf\"}})", n => n >= 24, Cancellation);
        foreach (var (expression, wanted) in Gauges)
            await system.Prometheus.EventuallyAsync(expression, wanted, Cancellation);
        foreach (var expression in Counted)
            await system.Prometheus.EventuallyAsync(expression, n => n > 0, Cancellation);
    }

    [Fact]
    public async Task Counters_are_there_before_there_is_anything_to_count()
    {
        foreach (var expression in AtZero)
            await system.Prometheus.EventuallyAsync(expression, n => n == 0, Cancellation);
        await system.Prometheus.EventuallyAsync("count(rustok_relay_published_total)", n => n == 4, Cancellation);
        await system.Prometheus.EventuallyAsync("count(rustok_events_retries_total{handler=\"content\"})", n => n == 1, Cancellation);
        await system.Prometheus.EventuallyAsync("count(rustok_events_duplicates_total{handler=\"content\"})", n => n == 1, Cancellation);
    }

    [Fact]
    public async Task Every_metric_that_needs_no_fault_is_filled_by_everyday_traffic()
    {
        await using var traffic = new EverydayTraffic(system);
        await traffic.RunAsync();

        List<string> missing = [];
        await Eventually.HoldsAsync(
            async () => (missing = await MissingAsync()).Count == 0,
            () => $"Prometheus has every metric of the catalogue that has no FilledBy. It lacks, or has at zero only: {string.Join(", ", missing)}",
            Eventually.Deadline, Cancellation);
    }

    [Fact]
    public async Task A_scraped_series_has_the_labels_and_the_values_that_the_catalogue_names()
    {
        await system.Prometheus.EventuallyAsync("count(rustok_relay_published_total)", n => n == 4, Cancellation);
        var series = await system.Prometheus.QueryAsync($"{{__name__=~\"{string.Join('|', MetricCatalogue.All.Select(Filling))}\"}}", Cancellation);

        Assert.NotEmpty(series);
        Offenders.AssertNone(
            from one in series
            let metric = MetricCatalogue.All.Single(m => Filling(m) == one.Labels["__name__"])
            from label in one.Labels
            where !OfTheScrape.Contains(label.Key) && !label.Key.StartsWith("otel_scope_", StringComparison.Ordinal)
            let known = metric.Labels.SingleOrDefault(l => PrometheusName.OfLabel(l.Name) == label.Key)
            where known is null || known.Values?.Contains(label.Value) == false
            select $"{metric.Name}: {label.Key} = {label.Value}",
            "A series has a label or a value that the catalogue does not name:");
    }

    /// <summary>Metrics that have to be there and are not; of counters and histograms also those that nothing has been counted in.</summary>
    private async Task<List<string>> MissingAsync()
    {
        (string Name, string Series, InstrumentKind Kind)[] wanted =
        [
            .. MetricCatalogue.All.Where(metric => metric.FilledBy is null).Select(metric => (metric.Name, Filling(metric), metric.Kind)),
            .. LibraryMetric.All.Where(metric => metric.FilledBy is null).Select(metric => (metric.Name, Filling(metric.Series, metric.Kind), metric.Kind)),
        ];
        var sums = (await system.Prometheus.QueryAsync($"sum by (__name__) ({{__name__=~\"{string.Join('|', wanted.Select(metric => metric.Series))}\"}})", Cancellation))
            .ToDictionary(sum => sum.Labels["__name__"], sum => sum.Value);
        return
        [
            .. wanted.Where(metric => !sums.TryGetValue(metric.Series, out var sum) || (metric.Kind != InstrumentKind.Gauge && sum <= 0))
                .Select(metric => $"{metric.Name} ({metric.Series})"),
        ];
    }

    /// <summary>The series that says whether a metric has data.</summary>
    private static string Filling(MetricDefinition metric) => Filling(PrometheusName.Of(metric), metric.Kind);

    private static string Filling(string series, InstrumentKind kind) => kind == InstrumentKind.Histogram ? series + "_count" : series;

    private static string[] OfTheScrape => ["__name__", "job", "instance"];

    private static (string Expression, Func<double, bool> Wanted)[] Gauges =>
    [
        ("sum(rustok_relay_leader)", n => n == 1),
        ("rustok_event_log_backlog", n => n >= 0),
        ("rustok_event_log_oldest_age_seconds", n => n >= 0),
        ("rustok_event_log_snapshot_age_seconds", n => n is >= 0 and < 30),
        ("count(rustok_stream_length)", n => n == 4),
        ("count(rustok_stream_lag{group=\"content\"})", n => n == 4),
        ("count(rustok_stream_pending{group=\"content\"})", n => n == 4),
        ("sum(rustok_stream_lag)", n => n == 0),
        ("rustok_stream_snapshot_age_seconds", n => n is >= 0 and < 30),
        ("count(rustok_dead_letters{handler=\"content\", event_type=\"node.published\"})", n => n == 1),
        ("rustok_dead_letters_snapshot_age_seconds", n => n is >= 0 and < 30),
        ("count(rustok_search_staleness_seconds)", n => n == 2),
        ("rustok_database_xmin_age_seconds", n => n >= 0),
        ("count(rustok_content_nodes)", n => n == 3),
        ("rustok_tenants_active", n => n >= 1),
        ("count(rustok_database_dead_tuples{table=\"events.log\"})", n => n == 1),
        ("rustok_tables_snapshot_age_seconds", n => n is >= 0 and < 60),
    ];

    private static string[] Counted =>
    [
        "sum(messaging_client_sent_messages_total)",
        "sum(messaging_client_consumed_messages_total{handler=\"content\"})",
        "sum(messaging_process_duration_seconds_bucket{handler=\"content\", le=\"+Inf\"})",
    ];

    private static string[] AtZero =>
    [
        "sum(rustok_content_operations_total{operation=\"delete_menu\", kind=\"menu\", outcome=\"internal\"})",
        "sum(rustok_commerce_operations_total{operation=\"delete_price_list\", outcome=\"internal\"})",
        "rustok_dead_letters_added_total{handler=\"content\", event_type=\"category.deleted\"}",
        "rustok_dead_letters_replayed_total{handler=\"content\", event_type=\"category.deleted\"}",
        "rustok_dead_letters{handler=\"content\", event_type=\"category.deleted\"}",
    ];
}
