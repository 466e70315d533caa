using System.Diagnostics;
using System.Diagnostics.Metrics;
using RusToK.Core.Events.Handling;
using RusToK.Core.Events.Streams;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Events;

/// <summary>What the way of an event measures, from the log to the read model.</summary>
public static class EventMetrics
{
    private static readonly double[] StageBounds =
        [0.0005, 0.001, 0.002, 0.003, 0.004, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60];

    /// <summary>
    /// Seconds an event spends per stage. <c>log</c>: written until published; <c>stream</c>: published until a consumer has it;
    /// <c>handle</c>: until its transaction has committed; <c>total</c>: all of it.
    /// </summary>
    public static readonly Histogram<double> StageDuration = TelemetrySources.EventsMeter.CreateHistogram(
        "rustok.events.stage.duration", "s", "Time an event spends in a stage on its way to the read model.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = StageBounds });

    public static readonly Counter<long> Published = TelemetrySources.EventsMeter.CreateCounter<long>(
        "rustok.relay.published", "{event}", "Events the relay has put into a stream.");

    public static readonly Counter<long> Repairs = TelemetrySources.EventsMeter.CreateCounter<long>(
        "rustok.relay.repairs", "{repair}", "Times the relay has filled the streams again after Redis lost data.");

    private static readonly Counter<long> Sent = TelemetrySources.EventsMeter.CreateCounter<long>(
        "messaging.client.sent.messages", "{message}", "Events sent to the streams.");

    public static readonly Counter<long> Consumed = TelemetrySources.EventsMeter.CreateCounter<long>(
        "messaging.client.consumed.messages", "{message}", "Events whose handling ended, by outcome.");

    public static readonly Histogram<double> ProcessDuration = TelemetrySources.EventsMeter.CreateHistogram(
        "messaging.process.duration", "s", "Duration of one batch transaction of a consumer.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = StageBounds });

    public static readonly Counter<long> Retries = TelemetrySources.EventsMeter.CreateCounter<long>(
        "rustok.events.retries", "{attempt}", "Failed attempts that will be repeated.");

    public static readonly Counter<long> Duplicates = TelemetrySources.EventsMeter.CreateCounter<long>(
        "rustok.events.duplicates", "{event}", "Deliveries of events that were already handled, and therefore ignored.");

    public static readonly Counter<long> DeadLettersAdded = TelemetrySources.EventsMeter.CreateCounter<long>(
        "rustok.dead_letters.added", "{event}", "Events given up on after their last attempt.");

    public static readonly Counter<long> DeadLettersReplayed = TelemetrySources.EventsMeter.CreateCounter<long>(
        "rustok.dead_letters.replayed", "{event}", "Dead letters applied by a replay.");

    /// <summary>
    /// Makes a series at zero of every counter and label that is known in advance, so that the first step of each is seen. Harmless when it
    /// is done again.
    /// </summary>
    public static void Initialise(IEventConsumer projection, int partitions)
    {
        CountSent(0);
        Repairs.Add(0);
        for (var partition = 0; partition < partitions; partition++)
            Published.Add(0, new KeyValuePair<string, object?>(Attributes.Partition, partition));

        var handler = Handler(projection.Name);
        Retries.Add(0, handler);
        Duplicates.Add(0, handler);
        Consumed.Add(0, handler, new(Attributes.Outcome, "ok"));
        Consumed.Add(0, handler, new(Attributes.Outcome, "dead"));
        foreach (var type in projection.EventTypes)
        {
            DeadLettersAdded.Add(0, handler, new(Attributes.EventType, type));
            DeadLettersReplayed.Add(0, handler, new(Attributes.EventType, type));
        }
    }

    public static void CountSent(int events) => Sent.Add(
        events,
        new(Attributes.MessagingSystem, StreamNames.System),
        new(Attributes.MessagingOperationName, "publish"),
        new(Attributes.MessagingDestination, StreamNames.Destination));

    public static void RecordStage(string stage, TimeSpan duration, string eventType) =>
        StageDuration.Record(
            Math.Max(0, duration.TotalSeconds),
            new TagList { { Attributes.Stage, stage }, { Attributes.EventType, eventType } });

    public static KeyValuePair<string, object?> Handler(string name) => new(Attributes.Handler, name);
}
