namespace RusToK.Core.Telemetry.Catalogue.Instruments;

/// <summary>The way of an event, from the log to the read model.</summary>
public static class EventInstruments
{
    private const string EventTypes = "the event types of the modules";
    private const string Consumers = "the event consumers of the modules";
    private const string Partitions = "the partitions of the event log";

    private static readonly double[] StageBounds =
        [0.0005, 0.001, 0.002, 0.003, 0.004, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60];

    private static readonly MetricLabel EventType = MetricLabel.BoundedBy(Attributes.EventType, EventTypes);
    private static readonly MetricLabel Handler = MetricLabel.BoundedBy(Attributes.Handler, Consumers);
    private static readonly MetricLabel Group = MetricLabel.BoundedBy(Attributes.Group, Consumers);
    private static readonly MetricLabel Partition = MetricLabel.BoundedBy(Attributes.Partition, Partitions);

    public static readonly MetricDefinition StageDuration = new(
        TelemetrySources.EventsMeter, "rustok.events.stage.duration", InstrumentKind.Histogram, "s", "Time an event spends in a stage on its way to the read model.")
    {
        Labels = [MetricLabel.Of(Attributes.Stage, "log", "stream", "handle", "total"), EventType],
        Buckets = StageBounds,
    };

    public static readonly MetricDefinition Published = new(
        TelemetrySources.EventsMeter, "rustok.relay.published", InstrumentKind.Counter, "{event}", "Events the relay has put into a stream.")
    {
        Labels = [Partition],
    };

    public static readonly MetricDefinition Repairs = new(
        TelemetrySources.EventsMeter, "rustok.relay.repairs", InstrumentKind.Counter, "{repair}",
        "Times the relay has filled the streams again, by the dependency that had lost data.")
    {
        Labels = [MetricLabel.Of(Attributes.Dependency, "redis", "postgresql")],
        FilledBy = "Redis losing its data",
    };

    public static readonly MetricDefinition Sent = new(
        TelemetrySources.EventsMeter, "messaging.client.sent.messages", InstrumentKind.Counter, "{message}", "Events sent to the streams.")
    {
        Labels =
        [
            MetricLabel.Of(Attributes.MessagingSystem, "redis"),
            MetricLabel.Of(Attributes.MessagingOperationName, "publish"),
            MetricLabel.Of(Attributes.MessagingDestination, "rustok.events"),
        ],
    };

    public static readonly MetricDefinition Consumed = new(
        TelemetrySources.EventsMeter, "messaging.client.consumed.messages", InstrumentKind.Counter, "{message}", "Events whose handling ended, by outcome.")
    {
        Labels = [Handler, MetricLabel.Of(Attributes.Outcome, "ok", "dead")],
    };

    public static readonly MetricDefinition ProcessDuration = new(
        TelemetrySources.EventsMeter, "messaging.process.duration", InstrumentKind.Histogram, "s", "Duration of one batch transaction of a consumer.")
    {
        Labels = [Handler, Partition],
        Buckets = StageBounds,
    };

    public static readonly MetricDefinition Retries = new(
        TelemetrySources.EventsMeter, "rustok.events.retries", InstrumentKind.Counter, "{attempt}", "Failed attempts that will be repeated.")
    {
        Labels = [Handler],
        FilledBy = "a consumer that fails",
    };

    public static readonly MetricDefinition Duplicates = new(
        TelemetrySources.EventsMeter, "rustok.events.duplicates", InstrumentKind.Counter, "{event}",
        "Deliveries of events that were already handled, and therefore ignored.")
    {
        Labels = [Handler],
        FilledBy = "a delivery that is repeated after a worker or Redis has died",
    };

    public static readonly MetricDefinition DeadLettersAdded = new(
        TelemetrySources.EventsMeter, "rustok.dead_letters.added", InstrumentKind.Counter, "{event}", "Events given up on after their last attempt.")
    {
        Labels = [Handler, EventType],
        FilledBy = "an event that a consumer cannot handle",
    };

    public static readonly MetricDefinition DeadLettersReplayed = new(
        TelemetrySources.EventsMeter, "rustok.dead_letters.replayed", InstrumentKind.Counter, "{event}", "Dead letters applied by a replay.")
    {
        Labels = [Handler, EventType],
        FilledBy = "an operator who replays dead letters",
    };

    public static readonly MetricDefinition DeadLetters = new(
        TelemetrySources.EventsMeter, "rustok.dead_letters", InstrumentKind.Gauge, "{event}",
        "Events that a consumer has given up on and that wait for an operator.")
    {
        Labels = [Handler, EventType],
    };

    public static readonly MetricDefinition DeadLettersSnapshotAge = new(
        TelemetrySources.EventsMeter, "rustok.dead_letters.snapshot.age", InstrumentKind.Gauge, "s",
        "Age of the measurement that the number of dead letters comes from.");

    public static readonly MetricDefinition RelayLeader = new(
        TelemetrySources.EventsMeter, "rustok.relay.leader", InstrumentKind.Gauge, "{relay}",
        "1 in the worker that holds the relay's office, 0 in the others.");

    public static readonly MetricDefinition LogBacklog = new(
        TelemetrySources.EventsMeter, "rustok.event_log.backlog", InstrumentKind.Gauge, "{event}",
        "Committed events not yet in a stream (counted up to 100,000).");

    public static readonly MetricDefinition LogOldestAge = new(
        TelemetrySources.EventsMeter, "rustok.event_log.oldest.age", InstrumentKind.Gauge, "s",
        "Age of the oldest committed event not yet in a stream; 0 when there is none.");

    public static readonly MetricDefinition LogSnapshotAge = new(
        TelemetrySources.EventsMeter, "rustok.event_log.snapshot.age", InstrumentKind.Gauge, "s",
        "Age of the measurement that backlog, oldest age, staleness of searches and the oldest transaction come from.");

    public static readonly MetricDefinition StreamLength = new(
        TelemetrySources.EventsMeter, "rustok.stream.length", InstrumentKind.Gauge, "{entry}",
        "Entries in a stream: not handled by all consumers yet, or not trimmed yet.")
    {
        Labels = [Partition],
    };

    public static readonly MetricDefinition StreamLimit = new(
        TelemetrySources.EventsMeter, "rustok.stream.limit", InstrumentKind.Gauge, "{entry}",
        "Entries of a stream at which the relay waits for its consumers.");

    public static readonly MetricDefinition StreamLag = new(
        TelemetrySources.EventsMeter, "rustok.stream.lag", InstrumentKind.Gauge, "{entry}",
        "Entries of a stream that a consumer group has not been given yet.")
    {
        Labels = [Partition, Group],
    };

    public static readonly MetricDefinition StreamPending = new(
        TelemetrySources.EventsMeter, "rustok.stream.pending", InstrumentKind.Gauge, "{entry}",
        "Entries that a consumer group was given and has not acknowledged.")
    {
        Labels = [Partition, Group],
    };

    public static readonly MetricDefinition StreamSnapshotAge = new(
        TelemetrySources.EventsMeter, "rustok.stream.snapshot.age", InstrumentKind.Gauge, "s",
        "Age of the measurement that length, lag and pending come from; it grows while Redis is away.");
}
