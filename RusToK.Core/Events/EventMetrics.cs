using System.Diagnostics;
using System.Diagnostics.Metrics;
using RusToK.Core.Events.Handling;
using RusToK.Core.Events.Streams;
using RusToK.Core.Resilience;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.Core.Events;

/// <summary>What the way of an event measures, from the log to the read model.</summary>
public static class EventMetrics
{
    /// <summary>
    /// Seconds an event spends per stage. <c>log</c>: written until published; <c>stream</c>: published until a consumer has it;
    /// <c>handle</c>: until its transaction has committed; <c>total</c>: all of it.
    /// </summary>
    public static readonly Histogram<double> StageDuration = EventInstruments.StageDuration.CreateHistogram();

    public static readonly Counter<long> Published = EventInstruments.Published.CreateCounter<long>();

    private static readonly Counter<long> Repairs = EventInstruments.Repairs.CreateCounter<long>();

    private static readonly string[] LosersOfData = [Dependencies.Redis, Dependencies.PostgreSql];

    private static readonly Counter<long> Sent = EventInstruments.Sent.CreateCounter<long>();

    public static readonly Counter<long> Consumed = EventInstruments.Consumed.CreateCounter<long>();

    public static readonly Histogram<double> ProcessDuration = EventInstruments.ProcessDuration.CreateHistogram();

    public static readonly Counter<long> Retries = EventInstruments.Retries.CreateCounter<long>();

    public static readonly Counter<long> Duplicates = EventInstruments.Duplicates.CreateCounter<long>();

    public static readonly Counter<long> DeadLettersAdded = EventInstruments.DeadLettersAdded.CreateCounter<long>();

    public static readonly Counter<long> DeadLettersReplayed = EventInstruments.DeadLettersReplayed.CreateCounter<long>();

    /// <summary>
    /// Makes a series at zero of every counter and label that is known in advance, so that the first step of each is seen. Harmless when it
    /// is done again.
    /// </summary>
    public static void Initialise(IEventConsumer projection, int partitions)
    {
        CountSent(0);
        foreach (var dependency in LosersOfData)
            Repairs.Add(0, new KeyValuePair<string, object?>(Attributes.Dependency, dependency));
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

    /// <param name="lostBy">The dependency that had lost data, so that the streams were filled again.</param>
    public static void CountRepair(string lostBy) => Repairs.Add(1, new KeyValuePair<string, object?>(Attributes.Dependency, lostBy));

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
