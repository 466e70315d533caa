using RusToK.Operations.Alerts.Cases;
using RusToK.Operations.Dashboards;
using static RusToK.Operations.Promql.Series;

namespace RusToK.Operations.Alerts;

/// <summary>PostgreSQL, Redis, and what stands between them and the processes.</summary>
internal static class DataAlerts
{
    private const string Api = "job=\"rustok-api\", instance=\"api-1\"";
    private const string Api2 = "job=\"rustok-api\", instance=\"api-2\"";
    private const string Api3 = "job=\"rustok-api\", instance=\"api-3\"";
    private const string Postgres = "dependency=\"postgresql\"";
    private const string Redis = "dependency=\"redis\"";

    public static IReadOnlyList<Alert> All { get; } =
    [
        new()
        {
            Name = "DatabaseUnavailable",
            Severity = Severity.Page,
            Service = "{{ $labels.job }}",
            Summary = "PostgreSQL does not answer {{ $labels.job }}",
            Description = "The circuit breaker of {{ $value | humanizePercentage }} of the processes of {{ $labels.job }} is open: what they are asked is neither read nor written.",
            Dashboard = DashboardUids.Data,
            For = TimeSpan.FromSeconds(30),
            // Of a PostgreSQL that hangs, a process that is asked little hears late: half of them will do.
            Expression = timing => $"avg by (job) (clamp_max(max_over_time({BreakerState}{{{Postgres}}}[{timing.Range(Minute)}]), 1)) >= 0.5",
            Inhibits =
            [
                new("CircuitBreakerOpen", Postgres), new("PoolExhausted"), new("DatabaseSlow"), new("HandlerErrors"), new("EventLogNotDraining"), new("RelayWithoutLeader"),
                new("ApiAvailabilityBurnsFast"), new("ApiLatencyBurnsFast"), new("EventFreshnessBurnsFast"), new("SnapshotStale"), new("TenantTakesErrors"),
            ],
            Cases =
            [
                new(2, "66.67%",
                    InputSeries.Gauge($"{BreakerState}{{{Api}, {Postgres}}}", 0, 1, 1),
                    InputSeries.Gauge($"{BreakerState}{{{Api2}, {Postgres}}}", 0, 0, 2),
                    InputSeries.Gauge($"{BreakerState}{{{Api3}, {Postgres}}}", 0, 0, 0))
                {
                    Labels = new Dictionary<string, string> { ["job"] = "rustok-api" },
                },
            ],
        },
        new()
        {
            Name = "RedisUnavailable",
            Severity = Severity.Page,
            Service = "rustok",
            Summary = "Redis does not answer",
            Description = "Requests are served from PostgreSQL and more slowly; events stay in the log until Redis is back.",
            Dashboard = DashboardUids.Data,
            For = TimeSpan.FromSeconds(30),
            // The relay measures both; when both are old, it is PostgreSQL that it waits for.
            Expression = timing => $"""
                max({StreamSnapshotAge}) - max({LogSnapshotAge}) > {timing.Seconds(TimeSpan.FromSeconds(30))}
                or min(max_over_time({BreakerState}{Where(Redis)}[{timing.Range(Minute)}])) > 0
                """,
            Inhibits =
            [
                new("CircuitBreakerOpen", Redis), new("EventLogNotDraining"), new("BacklogGrowing"), new("ConsumerLag"), new("SnapshotStale"), new("SearchStale"),
                new("CacheHitRatioCollapsed"), new("EventFreshnessBurnsFast"),
            ],
            Cases =
            [
                new(2, "", InputSeries.Gauge(StreamSnapshotAge, 0.5, 31, 60), InputSeries.Always(LogSnapshotAge, Level.At(1))),
                new(2, "",
                    InputSeries.Gauge($"{BreakerState}{{{Api}, {Redis}}}", 0, 1, 1),
                    InputSeries.Gauge($"{BreakerState}{{job=\"rustok-worker\", instance=\"worker-1\", {Redis}}}", 0, 0, 1)),
            ],
        },
        new()
        {
            Name = "CircuitBreakerOpen",
            Severity = Severity.Ticket,
            Service = "{{ $labels.job }}",
            Summary = "{{ $labels.job }} has given up on {{ $labels.dependency }} for the moment",
            Description = "Its circuit breaker of {{ $labels.dependency }} keeps opening: calls are refused at once.",
            Dashboard = DashboardUids.Data,
            For = TimeSpan.FromMinutes(1),
            // Between two attempts it is half-open, so that a single scrape may find it open or not.
            Expression = timing => $"max by (job, dependency) (max_over_time({BreakerState}[{timing.Range(Minute)}])) > 0",
            Cases =
            [
                new(3, "", InputSeries.Gauge($"{BreakerState}{{{Api}, dependency=\"http\"}}", 0, 0, 1))
                {
                    Labels = new Dictionary<string, string> { ["job"] = "rustok-api", ["dependency"] = "http" },
                },
            ],
        },
        new()
        {
            Name = "DatabaseSlow",
            Severity = Severity.Ticket,
            Service = "{{ $labels.job }}",
            Summary = "Statements of {{ $labels.job }} are slow",
            Description = "One statement in twenty takes longer than {{ $value | humanizeDuration }}; 100 ms are too long already.",
            Dashboard = DashboardUids.Data,
            For = TimeSpan.FromMinutes(5),
            Expression = timing => $"histogram_quantile(0.95, sum by (job, le) (rate({DatabaseDuration}_bucket[{timing.Range(FiveMinutes)}]))) > 0.1",
            Cases =
            [
                new(11, "400ms",
                    InputSeries.Counter($"{DatabaseDuration}_bucket{{{Api}, le=\"0.1\"}}", 100, 96, 80),
                    InputSeries.Counter($"{DatabaseDuration}_bucket{{{Api}, le=\"0.5\"}}", 100, 100, 100),
                    InputSeries.Counter($"{DatabaseDuration}_bucket{{{Api}, le=\"+Inf\"}}", 100, 100, 100))
                {
                    Labels = new Dictionary<string, string> { ["job"] = "rustok-api" },
                },
            ],
        },
        new()
        {
            Name = "PoolExhausted",
            Severity = Severity.Ticket,
            Service = "{{ $labels.job }}",
            Summary = "{{ $labels.instance }} has no connection left",
            Description = "{{ $value | humanize }} callers in {{ $labels.instance }} wait for a connection to PostgreSQL.",
            Dashboard = DashboardUids.Data,
            For = TimeSpan.FromMinutes(1),
            Expression = _ => $"sum by (job, instance) ({PoolWaiting}) > 0",
            Cases =
            [
                new(3, "5", InputSeries.Gauge($"{PoolWaiting}{{{Api}}}", 0, 0, 5))
                {
                    Labels = new Dictionary<string, string> { ["job"] = "rustok-api", ["instance"] = "api-1" },
                },
            ],
        },
        new()
        {
            Name = "LongTransaction",
            Severity = Severity.Ticket,
            Service = "rustok",
            Summary = "A transaction holds the event log back",
            Description = "The oldest transaction that writes has been open for {{ $value | humanizeDuration }}: its own events wait for its end, and nothing it could see is vacuumed.",
            Dashboard = DashboardUids.Data,
            For = TimeSpan.FromMinutes(1),
            Expression = timing => $"max({XminAge}) > {timing.Seconds(FiveMinutes)}",
            Cases = [new(3, "10m 0s", InputSeries.Gauge(XminAge, 0, 300, 600))],
        },
        new()
        {
            Name = "CacheHitRatioCollapsed",
            Severity = Severity.Ticket,
            Service = "rustok-api",
            Summary = "The cache {{ $labels.cache }} helps half as much as it did",
            Description = "{{ $value | humanizePercentage }} of the questions to {{ $labels.cache }} are answered by it, less than half of what it was; PostgreSQL answers the rest.",
            Dashboard = DashboardUids.Data,
            For = TimeSpan.FromMinutes(10),
            Expression = timing => Collapsed(timing.Range(TimeSpan.FromMinutes(10)), timing.Range(TimeSpan.FromHours(6))),
            Cases =
            [
                new(21, "30%",
                    InputSeries.Counter($"{CacheRequests}{{{Api}, cache=\"content\", result=\"hit\"}}", 90, 50, 30),
                    InputSeries.Counter($"{CacheRequests}{{{Api}, cache=\"content\", result=\"miss\"}}", 10, 50, 70))
                {
                    Labels = new Dictionary<string, string> { ["cache"] = "content" },
                    Before = 360,
                },
            ],
        },
    ];

    private static TimeSpan Minute => TimeSpan.FromMinutes(1);

    private static TimeSpan FiveMinutes => TimeSpan.FromMinutes(5);

    /// <summary>What a cache can do depends on what is asked of it; each is compared with itself, in the hours before.</summary>
    private static string Collapsed(string range, string before) => $"""
        {Hits($"[{range}]")}
          < 0.5 * {Hits($"[{before}] offset {range}")}
        and sum by (cache) (increase({CacheRequests}[{range}])) > 500
        """;

    private static string Hits(string over) =>
        $"sum by (cache) (rate({CacheRequests}{Where("result=\"hit\"")}{over})) / sum by (cache) (rate({CacheRequests}{over}))";

    private static string Where(string matchers) => "{" + matchers + "}";
}
