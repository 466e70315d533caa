using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Tests.Content;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>The metrics of the event spine as a Prometheus has them after a scrape.</summary>
[Collection(nameof(RunningSystemTests))]
public sealed class ScrapeTests(RunningSystem system)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
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
