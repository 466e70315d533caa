using System.Globalization;
using RusToK.Operations.Alerts.Cases;
using RusToK.Operations.Dashboards;
using static RusToK.Operations.Promql.Series;

namespace RusToK.Operations.Alerts;

/// <summary>Where an event stays on its way from the log to read models and webhooks.</summary>
internal static class EventAlerts
{
    /// <summary>Where counting the backlog ends: it may be more, and looks as if it no longer grew.</summary>
    private const int CountedBacklog = 100_000;

    private const string Worker = "rustok-worker";

    public static IReadOnlyList<Alert> All { get; } =
    [
        new()
        {
            Name = "EventLogNotDraining",
            Severity = Severity.Page,
            Service = Worker,
            Summary = "Events stay in the log",
            Description = "The oldest committed event has waited {{ $value | humanizeDuration }} for the relay: read models, searches and webhooks stand still.",
            Dashboard = DashboardUids.Events,
            For = TimeSpan.FromMinutes(1),
            Expression = timing => $"max({LogOldestAge}) > {timing.Seconds(TimeSpan.FromSeconds(30))}",
            Inhibits = [new("BacklogGrowing"), new("SearchStale")],
            Cases = [new(3, "1m 30s", InputSeries.Gauge(LogOldestAge, 0, 30, 90))],
        },
        new()
        {
            Name = "BacklogGrowing",
            Severity = Severity.Ticket,
            Service = Worker,
            Summary = "More events are written than relayed",
            Description = "{{ $value | humanize }} committed events are not in a stream yet, and they become more.",
            Dashboard = DashboardUids.Events,
            For = TimeSpan.FromMinutes(5),
            Expression = timing => string.Create(CultureInfo.InvariantCulture, $"""
                max({LogBacklog}) > 5000 and max(deriv({LogBacklog}[{timing.Range(TimeSpan.FromMinutes(10))}])) > 0
                or max({LogBacklog}) >= {CountedBacklog}
                """),
            Cases =
            [
                new(10, "7k", new InputSeries(LogBacklog, Level.At(0), Level.At(6000), Level.Rising(6000, 100))),
                new(6, "100k", InputSeries.Gauge(LogBacklog, 0, CountedBacklog - 1, CountedBacklog)),
            ],
        },
        new()
        {
            Name = "RelayWithoutLeader",
            Severity = Severity.Page,
            Service = Worker,
            Summary = "No worker is the relay",
            Description = "No worker holds the relay's office: no event leaves the log.",
            Dashboard = DashboardUids.Events,
            For = TimeSpan.FromSeconds(30),
            Expression = _ => $"sum({RelayLeader}) == 0",
            Inhibits = [new("EventLogNotDraining"), new("BacklogGrowing"), new("SnapshotStale"), new("SearchStale"), new("EventFreshnessBurnsFast")],
            Cases =
            [
                new(2, "",
                    InputSeries.Gauge($"{RelayLeader}{{instance=\"worker-1\"}}", 1, 1, 0),
                    InputSeries.Gauge($"{RelayLeader}{{instance=\"worker-2\"}}", 0, 0, 0)),
            ],
        },
        new()
        {
            Name = "StreamsRefilled",
            Severity = Severity.Ticket,
            Service = Worker,
            Summary = "The event streams were filled again, for {{ $labels.dependency }} had lost data",
            Description = "{{ $value | humanize }} times in 15 minutes the relay filled the streams again from the log: Redis had lost them, or PostgreSQL its last batches. No event is lost; what else {{ $labels.dependency }} held may be.",
            Dashboard = DashboardUids.Events,
            For = TimeSpan.Zero,
            Expression = timing => $"sum by (dependency) (increase({RelayRepairs}[{timing.Range(TimeSpan.FromMinutes(15))}])) > 0",
            Cases =
            [
                new(15, "15", InputSeries.Counter($"{RelayRepairs}{{dependency=\"redis\"}}", 0, 0, 1))
                {
                    Labels = new Dictionary<string, string> { ["dependency"] = "redis" },
                },
            ],
        },
        new()
        {
            Name = "StreamAtBound",
            Severity = Severity.Ticket,
            Service = Worker,
            Summary = "Stream {{ $labels.partition }} is full",
            Description = "It has {{ $value | humanize }} entries, so that the relay waits for its consumers; the log in PostgreSQL grows instead, and nothing is lost.",
            Dashboard = DashboardUids.Events,
            For = TimeSpan.FromMinutes(1),
            Expression = _ => $"max by (partition) ({StreamLength}) >= on () group_left () max({StreamLimit})",
            Inhibits = [new("ConsumerLag"), new("BacklogGrowing")],
            Cases =
            [
                new(3, "20k", InputSeries.Gauge($"{StreamLength}{{partition=\"2\"}}", 10, 19_999, 20_000), InputSeries.Always(StreamLimit, Level.At(20_000)))
                {
                    Labels = new Dictionary<string, string> { ["partition"] = "2" },
                },
            ],
        },
        new()
        {
            Name = "ConsumerLag",
            Severity = Severity.Ticket,
            Service = Worker,
            Summary = "{{ $labels.group }} does not keep up",
            Description = "{{ $value | humanize }} entries of the streams wait for {{ $labels.group }}.",
            Dashboard = DashboardUids.Events,
            For = TimeSpan.FromMinutes(5),
            Expression = _ => $"sum by (group) (max by (group, partition) ({StreamLag})) > 500",
            Cases =
            [
                new(6, "600",
                    InputSeries.Gauge($"{StreamLag}{{group=\"content\", partition=\"0\"}}", 0, 250, 300),
                    InputSeries.Gauge($"{StreamLag}{{group=\"content\", partition=\"1\"}}", 0, 250, 300))
                {
                    Labels = new Dictionary<string, string> { ["group"] = "content" },
                },
            ],
        },
        new()
        {
            Name = "DeadLettersGrowing",
            Severity = Severity.Ticket,
            Service = Worker,
            Summary = "{{ $labels.handler }} gives up on {{ $labels.event_type }}",
            Description = "{{ $value | humanize }} events of {{ $labels.event_type }} became dead letters of {{ $labels.handler }} in 15 minutes; what they say is missing until they are replayed.",
            Dashboard = DashboardUids.Events,
            For = TimeSpan.Zero,
            Expression = timing => $"sum by (handler, event_type) (increase({DeadLettersAdded}[{timing.Range(TimeSpan.FromMinutes(15))}])) > 0",
            Cases =
            [
                new(15, "15", InputSeries.Counter($"{DeadLettersAdded}{{handler=\"content\", event_type=\"node.published\"}}", 0, 0, 1))
                {
                    Labels = new Dictionary<string, string> { ["handler"] = "content", ["event_type"] = "node.published" },
                },
            ],
        },
        new()
        {
            Name = "HandlerErrors",
            Severity = Severity.Ticket,
            Service = Worker,
            Summary = "{{ $labels.handler }} fails",
            Description = "{{ $value | humanizePercentage }} of the attempts of {{ $labels.handler }} fail and are repeated.",
            Dashboard = DashboardUids.Events,
            For = TimeSpan.FromMinutes(5),
            Expression = timing => Failing(timing.Range(TimeSpan.FromMinutes(5))),
            Cases =
            [
                new(11, "20%",
                    InputSeries.Counter($"{Retries}{{handler=\"content\"}}", 0, 10, 25),
                    InputSeries.Counter($"{Consumed}{{handler=\"content\", rustok_outcome=\"ok\"}}", 100, 100, 100))
                {
                    Labels = new Dictionary<string, string> { ["handler"] = "content" },
                },
            ],
        },
        new()
        {
            Name = "SearchStale",
            Severity = Severity.Ticket,
            Service = Worker,
            Summary = "Searches for {{ $labels.index }} answer with what was",
            Description = "The index {{ $labels.index }} is {{ $value | humanizeDuration }} behind the log.",
            Dashboard = DashboardUids.Events,
            For = TimeSpan.FromMinutes(2),
            Expression = timing => $"max by (index) ({SearchStaleness}) > {timing.Seconds(TimeSpan.FromMinutes(1))}",
            Cases =
            [
                new(3, "1m 30s", InputSeries.Gauge($"{SearchStaleness}{{index=\"content\"}}", 0, 60, 90))
                {
                    Labels = new Dictionary<string, string> { ["index"] = "content" },
                },
            ],
        },
        new()
        {
            Name = "WebhookEndpointFailing",
            Severity = Severity.Ticket,
            Service = Worker,
            Summary = "A tenant's webhook endpoint fails",
            Description = "In 15 minutes, {{ $value | humanize }} endpoints had their circuit breaker opened or were switched off.",
            Dashboard = DashboardUids.Events,
            For = TimeSpan.Zero,
            Expression = timing => $"""
                sum(increase({WebhookBreakers}{Opened}[{timing.Range(TimeSpan.FromMinutes(15))}])) > 0
                or sum(increase({WebhooksDisabled}[{timing.Range(TimeSpan.FromMinutes(15))}])) > 0
                """,
            Cases =
            [
                new(15, "15", InputSeries.Counter(WebhookBreakers + Opened, 0, 0, 1)),
                new(15, "15", InputSeries.Counter($"{WebhooksDisabled}{{reason=\"gone\"}}", 0, 0, 1)),
            ],
        },
    ];

    private const string Opened = "{to=\"open\"}";

    private static string Failing(string range) => $"""
        sum by (handler) (rate({Retries}[{range}]))
          / (sum by (handler) (rate({Retries}[{range}])) + sum by (handler) (rate({Consumed}[{range}]))) > 0.1
        and sum by (handler) (increase({Retries}[{range}])) > 10
        """;
}
