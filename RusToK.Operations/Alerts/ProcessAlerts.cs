using RusToK.Operations.Alerts.Cases;
using RusToK.Operations.Dashboards;
using static RusToK.Operations.Promql.Series;

namespace RusToK.Operations.Alerts;

/// <summary>Processes that are not there, do not stay, or are not heard of.</summary>
internal static class ProcessAlerts
{
    private const string Ours = "job=~\"rustok-.*\"";
    private const string ApiProcess = "job=\"rustok-api\", instance=\"api-1\"";

    public static IReadOnlyList<Alert> All { get; } =
    [
        new()
        {
            Name = "ServiceDown",
            Severity = Severity.Page,
            Service = "{{ $labels.job }}",
            Summary = "No process of {{ $labels.job }} answers",
            Description = "Prometheus can read the metrics of none of its instances.",
            Dashboard = DashboardUids.Overview,
            For = TimeSpan.FromMinutes(1),
            Expression = _ => $"max by (job) ({Up}{{{Ours}}}) == 0",
            Inhibits = [new("TargetDown", Equal: "job"), new("TelemetryAbsent", Equal: "job"), new("RestartLoop", Equal: "job")],
            Cases =
            [
                new(3, "",
                    InputSeries.Gauge($"{Up}{{{ApiProcess}}}", 1, 0, 0),
                    InputSeries.Gauge($"{Up}{{job=\"rustok-api\", instance=\"api-2\"}}", 1, 1, 0))
                {
                    Labels = new Dictionary<string, string> { ["job"] = "rustok-api" },
                },
            ],
        },
        new()
        {
            Name = "TargetDown",
            Severity = Severity.Ticket,
            Service = "{{ $labels.job }}",
            Summary = "{{ $labels.instance }} of {{ $labels.job }} does not answer",
            Description = "Prometheus cannot read the metrics of {{ $labels.instance }}; the others carry its load.",
            Dashboard = DashboardUids.Overview,
            For = TimeSpan.FromMinutes(2),
            Expression = _ => $"{Up}{{{Ours}}} == 0",
            Cases =
            [
                new(3, "", InputSeries.Gauge($"{Up}{{{ApiProcess}}}", 1, 1, 0))
                {
                    Labels = new Dictionary<string, string> { ["job"] = "rustok-api", ["instance"] = "api-1" },
                },
            ],
        },
        new()
        {
            Name = "TelemetryAbsent",
            Severity = Severity.Page,
            Service = "{{ $labels.job }}",
            Summary = "Nothing is heard of {{ $labels.job }}",
            Description = "Prometheus knows no process of {{ $labels.job }}: no other alert can say whether users are served.",
            Dashboard = DashboardUids.Telemetry,
            For = TimeSpan.FromMinutes(5),
            Expression = _ => $"absent({TargetInfo}{{job=\"rustok-api\"}}) or absent({TargetInfo}{{job=\"rustok-worker\"}})",
            Cases =
            [
                new(6, "",
                    new InputSeries($"{TargetInfo}{{{ApiProcess}}}", Level.At(1), Level.At(1), Level.Missing),
                    InputSeries.Always($"{TargetInfo}{{job=\"rustok-worker\", instance=\"worker-1\"}}", Level.At(1)))
                {
                    Labels = new Dictionary<string, string> { ["job"] = "rustok-api" },
                },
            ],
        },
        new()
        {
            Name = "RestartLoop",
            Severity = Severity.Ticket,
            Service = "{{ $labels.job }}",
            Summary = "{{ $labels.instance }} of {{ $labels.job }} starts again and again",
            Description = "{{ $value }} processes were {{ $labels.instance }} in 15 minutes.",
            Dashboard = DashboardUids.Overview,
            For = TimeSpan.Zero,
            // A process needs seconds to start, however short the rest is made.
            Expression = timing => $"count by (job, instance) (count_over_time({TargetInfo}{{{Ours}}}[{timing.Range(TimeSpan.FromMinutes(15), atLeast: TimeSpan.FromMinutes(2))}])) > 3",
            Inhibits = [new("TargetDown", Equal: "instance")],
            Cases =
            [
                new(1, "4",
                    InputSeries.Always(Started("10:00"), Level.At(1)),
                    new InputSeries(Started("10:01"), Level.Missing, Level.At(1), Level.At(1)),
                    new InputSeries(Started("10:02"), Level.Missing, Level.At(1), Level.At(1)),
                    new InputSeries(Started("10:03"), Level.Missing, Level.Missing, Level.At(1)))
                {
                    Labels = new Dictionary<string, string> { ["job"] = "rustok-api", ["instance"] = "api-1" },
                    After = 17,
                },
            ],
        },
        new()
        {
            Name = "SnapshotStale",
            Severity = Severity.Ticket,
            Service = "rustok-worker",
            Summary = "The gauges of the event log or of the streams are old",
            Description = "They were last measured {{ $value | humanizeDuration }} ago: backlog, lag and staleness say less than is true.",
            Dashboard = DashboardUids.Telemetry,
            For = TimeSpan.FromMinutes(1),
            Expression = timing => $"max({LogSnapshotAge}) > {timing.Seconds(Minute)} or max({StreamSnapshotAge}) > {timing.Seconds(Minute)}",
            Cases =
            [
                new(3, "1m 30s", InputSeries.Gauge(LogSnapshotAge, 0.5, 60, 90)),
                new(3, "1m 30s", InputSeries.Gauge(StreamSnapshotAge, 0.5, 60, 90)),
            ],
        },
        new()
        {
            Name = "TelemetryDropped",
            Severity = Severity.Ticket,
            Service = "{{ $labels.job }}",
            Summary = "{{ $labels.job }} loses {{ $labels.signal }}",
            Description = "{{ $value | humanize }} {{ $labels.signal }} were lost in 10 minutes ({{ $labels.reason }}). Users feel nothing, but traces will be missing.",
            Dashboard = DashboardUids.Telemetry,
            For = TimeSpan.Zero,
            Expression = timing => $"sum by (job, signal, reason) (increase({TelemetryDropped}[{timing.Range(TimeSpan.FromMinutes(10))}])) > 0",
            Cases =
            [
                new(10, "100", InputSeries.Counter($"{TelemetryDropped}{{{ApiProcess}, signal=\"traces\", reason=\"export_failed\"}}", 0, 0, 10))
                {
                    Labels = new Dictionary<string, string> { ["job"] = "rustok-api", ["signal"] = "traces", ["reason"] = "export_failed" },
                },
            ],
        },
    ];

    private static TimeSpan Minute => TimeSpan.FromMinutes(1);

    private static string Started(string at) => $"{TargetInfo}{{{ApiProcess}, process_creation_time=\"{at}\"}}";
}
