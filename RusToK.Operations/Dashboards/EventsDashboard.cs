using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Operations.Dashboards.Model;
using RusToK.Operations.Dashboards.Panels;

namespace RusToK.Operations.Dashboards;

/// <summary>The way of a change, a row a stage: the first row that looks wrong is where it is stuck.</summary>
internal static class EventsDashboard
{
    public static Dashboard Create() => new(
        DashboardUids.Events, "RusToK: Event flow", "From a mutation to the read model, a row a stage: the first one that looks wrong is where events are stuck.")
    {
        Rows =
        [
            new("The whole way",
                EventPanels.FreshnessP99("Freshness p99 now") with { Kind = PanelKind.Stat },
                new Panel("Events under 2 s", "Part of the events whose effects were committed within 2 s. The objective is 99 %.", GrafanaUnit.Share,
                    new Query(FastShare, "under 2 s")) { Kind = PanelKind.Stat, Floor = 0.99 },
                Panel.Count("Given up on in this range", EventInstruments.DeadLettersAdded) with { Limit = 1 },
                Panel.Count("Failed attempts in this range", EventInstruments.Retries),
                EventPanels.Stage("Freshness", "total") with { Limit = 2 },
                EventPanels.Stage("Freshness p99 by type", "total", "event_type") with { Limit = 2 },
                new Panel("Where the time goes", "99th percentile of each stage.", GrafanaUnit.Seconds,
                    new Query(Expression.Quantile(0.99, EventInstruments.StageDuration, "stage", "stage!=\"total\""), "{{stage}}") { Exemplars = true })),
            new("1. Mutation: a command commits state and event together",
                Panel.Rate("Content commands", ContentInstruments.Operations, "operation", "outcome=\"ok\""),
                Panel.Rate("Commerce commands", CommerceInstruments.Operations, "operation", "outcome=\"ok\""),
                Panel.Quantiles("Duration of content commands", ContentInstruments.OperationDuration)),
            new("2. Log: committed, not yet in a stream",
                Panel.Level("Backlog", EventInstruments.LogBacklog) with { Limit = 5000, Runbook = "backlog-growing" },
                Panel.Level("Oldest event", EventInstruments.LogOldestAge).Saying("Growing: no relay, no Redis, or a transaction that holds the log back.") with { Limit = 30 },
                EventPanels.Stage("Time in the log", "log"),
                Panel.Level("Oldest transaction that writes", DatabaseInstruments.XminAge) with { Limit = 300, Runbook = "long-transaction" },
                Panel.Level("Age of these gauges", EventInstruments.LogSnapshotAge) with { Limit = 60, Runbook = "snapshot-stale" })
            { Runbook = "event-log-not-draining" },
            new("3. Relay: from the log into the streams",
                new Panel("Leader", "Which worker holds the relay's office. None: nothing is published; the log grows until one takes over.", GrafanaUnit.Count,
                    new Query(Expression.Max(EventInstruments.RelayLeader, "instance"), "{{instance}}"))
                {
                    Kind = PanelKind.StateTimeline, States = [new(0, "waits", "gray"), new(1, "leads", "green")],
                },
                Panel.Rate("Published by partition", EventInstruments.Published, "partition").Saying("One much above the others: one aggregate is changed all the time."),
                Panel.Rate("Sent", EventInstruments.Sent, "messaging_destination_name"),
                Panel.Rate("Repairs", EventInstruments.Repairs, "dependency").Saying("Nothing is lost by it; consumers see events again, and ignore them."))
            { Runbook = "relay-without-leader" },
            new("4. Streams: waiting for consumers",
                Panel.Level("Length", EventInstruments.StreamLength, "partition") with
                {
                    Queries = [new Query(Expression.Max(EventInstruments.StreamLength, "partition"), "{{partition}}"), new Query(Expression.Max(EventInstruments.StreamLimit, ""), "limit")],
                    Runbook = "stream-at-bound",
                },
                Panel.Level("Lag", EventInstruments.StreamLag, "group", Groups).Saying("Growing for one group: its consumer is slow or stopped. For all: no worker.") with
                {
                    Queries = [new Query($"sum by (group) ({Expression.Max(EventInstruments.StreamLag, "group, partition", Groups)})", "{{group}}")], Limit = 500,
                },
                Panel.Level("Given and not acknowledged", EventInstruments.StreamPending, "group, partition", Groups),
                EventPanels.Stage("Time in a stream", "stream"),
                Panel.Level("Age of the streams' gauges", EventInstruments.StreamSnapshotAge) with { Limit = 60, Runbook = "redis-unavailable" })
            { Runbook = "consumer-lag" },
            new("5. Consumers: handled, once each",
                Panel.Rate("Handled by consumer", EventInstruments.Consumed, "handler, rustok_outcome", Handlers),
                EventPanels.Stage("Time in a consumer", "handle"),
                Panel.Quantiles("Batch transactions p99", EventInstruments.ProcessDuration, "handler", Handlers),
                Panel.Quantiles("Batch transactions p99 by partition", EventInstruments.ProcessDuration, "partition", Handlers),
                Panel.Rate("Failed attempts", EventInstruments.Retries, "handler", Handlers).Saying("The trace of `process {event.type}` has the exception."),
                Panel.Rate("Ignored because handled before", EventInstruments.Duplicates, "handler", Handlers))
            { Runbook = "handler-errors" },
            new("6. Read models: what queries see",
                Panel.Level("Staleness of searches", SearchInstruments.Staleness, "index") with { Limit = 60 },
                Panel.Rate("Caches told of it", CacheInstruments.Messages, "direction"),
                Panel.Rate("Webhooks told of it", WebhookInstruments.Deliveries, "outcome") with { Details = DashboardUids.Tenants, Runbook = "webhook-endpoint-failing" })
            { Runbook = "search-stale" },
            new("Dead letters: waiting for an operator",
                Panel.Level("Dead letters now", EventInstruments.DeadLetters, "handler, event_type", Handlers)
                    .Saying("`./rustok dead-letters list` shows each with its trace.").As(PanelKind.Table),
                Panel.Rate("Given up on", EventInstruments.DeadLettersAdded, "handler, event_type", Handlers),
                Panel.Rate("Replayed", EventInstruments.DeadLettersReplayed, "handler, event_type", Handlers),
                Panel.Level("Age of their count", EventInstruments.DeadLettersSnapshotAge) with { Limit = 60 })
            { Runbook = "dead-letters-growing" },
        ],
        Variables =
        [
            new("handler", "Consumer", "A consumer of events, in the rows of streams, consumers and dead letters.",
                "label_values(rustok_events_retries_total{job=~\"$job\", instance=~\"$instance\"}, handler)"),
        ],
    };

    private const string Handlers = "handler=~\"$handler\"";
    private const string Groups = "group=~\"$handler\"";

    private static string FastShare =>
        $"sum (rate({Expression.Select(Stages.Name + "_bucket", "stage=\"total\", le=~\"2|2.0\"")}[$__rate_interval])) / {Expression.Rate(Stages, where: "stage=\"total\"")}";

    private static Metric Stages => EventInstruments.StageDuration;
}
