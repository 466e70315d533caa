using RusToK.Core.Telemetry.Catalogue;
using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Operations.Dashboards.Model;
using RusToK.Operations.Dashboards.Panels;

namespace RusToK.Operations.Dashboards;

/// <summary>Whether the other dashboards can be believed.</summary>
internal static class TelemetryDashboard
{
    public static Dashboard Create() => new(DashboardUids.Telemetry, "RusToK: Telemetry health", "Whether the other dashboards can be believed.")
    {
        Rows =
        [
            new("Scrapes",
                new Panel("Processes by state", LibraryMetrics.Up.Description, GrafanaUnit.Count, new Query(Expression.Select("up"), "{{job}} {{instance}}"))
                {
                    Kind = PanelKind.StateTimeline, States = [new(0, "down", "red"), new(1, "up", "green")],
                },
                Panel.Sum("Duration of a scrape", LibraryMetrics.ScrapeDuration, "job, instance") with { Limit = 4 },
                Panel.Sum("Samples of a scrape", LibraryMetrics.SamplesScraped, "job, instance"),
                Panel.Sum("New series", LibraryMetrics.SeriesAdded, "job, instance"),
                new Panel("Versions", "What runs, by version. Two for long: a deployment that stopped half way.", GrafanaUnit.Count,
                    new Query($"count by (job, service_version) ({Expression.Select(LibraryMetrics.TargetInfo.Name)})", "{{job}} {{service_version}}")),
                AlertPanels.Now("Firing and pending alerts"))
            { Runbook = "target-down" },
            new("Losses",
                Panel.Count("Lost in this range", TelemetryInstruments.Dropped, "signal") with { Limit = 1 },
                Panel.Rate("Lost by reason", TelemetryInstruments.Dropped, "signal, reason")
                    .Saying("queue_full: more than the backend takes; export_failed: it does not answer; tail_buffer_full: more traces at once than Telemetry:Tail:MaxSpans."),
                Panel.Rate("Calls to backends", LibraryMetrics.HttpClientDuration, "server_address, http_response_status_code"),
                Panel.Quantiles("Calls to backends p99", LibraryMetrics.HttpClientDuration, "server_address"))
            { Runbook = "telemetry-dropped" },
            new("Faults that were switched on",
                Panel.Level("Faults", FaultInstruments.Active, "instance, fault").Saying("What is seen elsewhere while one is on is what it was switched on for.")),
            new("Age of what is measured now and then",
                [.. Ages.Select(age => Panel.Level(age.Title, age.Metric) with { Limit = age.Limit })])
            { Runbook = "snapshot-stale" },
            new("Cardinality",
                new Panel("Tenants told apart", "Values of the label tenant; bounded to 200 a process.", GrafanaUnit.Count,
                    new Query($"count by (instance) (count by (instance, tenant) ({Expression.Select(((Metric)TenantInstruments.RequestDuration).Counted)}))", "{{instance}}")) { Limit = 200 },
                new Panel("Operations told apart", "Values of the label graphql.operation.name; only registered documents have one.", GrafanaUnit.Count,
                    new Query($"count by (instance) (count by (instance, graphql_operation_name) ({Expression.Select(((Metric)GraphQLInstruments.OperationDuration).Counted)}))", "{{instance}}")),
                new Panel("Metrics with most series", "What Prometheus stores most of.", GrafanaUnit.Count,
                    new Query("topk(15, count by (__name__) ({__name__=~\".+\", job=~\"$job\", instance=~\"$instance\"}))", "{{__name__}}")) { Kind = PanelKind.Table }),
        ],
    };

    private static IEnumerable<(string Title, MetricDefinition Metric, double Limit)> Ages =>
    [
        ("Event log", EventInstruments.LogSnapshotAge, 60),
        ("Streams", EventInstruments.StreamSnapshotAge, 60),
        ("Dead letters", EventInstruments.DeadLettersSnapshotAge, 60),
        ("Tables", TableInstruments.SnapshotAge, 120),
    ];
}
