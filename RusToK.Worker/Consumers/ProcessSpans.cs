using System.Collections.Concurrent;
using System.Diagnostics;
using RusToK.Core.Events;
using RusToK.Core.Events.Streams;
using RusToK.Core.Telemetry;

namespace RusToK.Worker.Consumers;

/// <summary>
/// The <c>process {event.type}</c> spans of one attempt: each a child of its event's creation context, so that the trace of the request
/// goes on here, with a link to the publish span. They end when it is settled what becomes of the events.
/// </summary>
internal sealed class ProcessSpans : IDisposable
{
    public const string Process = "process";
    public const string Replay = "replay";
    private static readonly ConcurrentDictionary<(string Verb, string Type), string> Names = new();
    private readonly Activity?[] _spans;

    private ProcessSpans(string consumer, int partition, IReadOnlyList<Delivery> deliveries, int attempt, string verb, ActivityContext operation)
    {
        Activity.Current = null;
        _spans = new Activity?[deliveries.Count];
        for (var i = 0; i < _spans.Length; i++)
        {
            _spans[i] = Begin(deliveries[i], verb, operation);
            Describe(_spans[i], deliveries[i].Envelope, consumer, partition, attempt, verb);
            Activity.Current = null;
        }
    }

    /// <summary>One for each event, in their order; null where its creation was not traced.</summary>
    public IReadOnlyList<Activity?> All => _spans;

    /// <summary>Those of the events whose creation was traced.</summary>
    public IEnumerable<Activity> Traced => _spans.OfType<Activity>();

    /// <summary>Trace context of the only event; null for several and for one that is not traced.</summary>
    public string? Id => _spans is [{ } span] ? span.Id : null;

    public static ProcessSpans? Start(string consumer, int partition, IReadOnlyList<Delivery> deliveries) =>
        TelemetrySources.Events.HasListeners() ? new ProcessSpans(consumer, partition, deliveries, 1, Process, default) : null;

    /// <summary>For one event outside of the stream's order: another attempt, or a replay that an operator asked for.</summary>
    public static ProcessSpans? StartAlone(
        string consumer, int partition, Delivery delivery, int attempt, string verb = Process, ActivityContext operation = default) =>
        TelemetrySources.Events.HasListeners()
            ? new ProcessSpans(consumer, partition, [delivery], attempt, verb, operation).Enter()
            : null;

    /// <summary>Makes the span of one of the events the current one: what is logged and measured now is about that event.</summary>
    public ProcessSpans Enter(int index = 0)
    {
        Activity.Current = index < _spans.Length ? _spans[index] : null;
        return this;
    }

    public void Succeed() => End("ok");

    /// <summary>The attempt says nothing about the events: PostgreSQL was away, or one of them spoiled it for all.</summary>
    public void Repeat() => End("repeated");

    /// <summary>The only event cannot be applied; its span is the current one from here on.</summary>
    public void Fail(Exception error, bool dead)
    {
        End(dead ? "dead" : "failed");
        Enter();
        Activity.Current.Fail(error);
    }

    public void Dispose()
    {
        foreach (var span in _spans)
            span?.Dispose();
        Activity.Current = null;
    }

    private static Activity? Begin(Delivery delivery, string verb, ActivityContext operation)
    {
        var e = delivery.Envelope;
        if (!ActivityContext.TryParse(e.TraceParent, e.TraceState, isRemote: true, out var created))
            return null;
        var links = new List<ActivityLink>(2);
        var parent = created;
        if (verb == Replay)
        {
            // A replay is a trace of its own, which points to where the event came from and to who asked for it.
            parent = default;
            links.Add(new ActivityLink(created));
            if (operation != default)
                links.Add(new ActivityLink(operation));
        }
        else if (ActivityContext.TryParse(delivery.PublishContext, null, isRemote: true, out var published))
        {
            links.Add(new ActivityLink(published));
        }

        return TelemetrySources.Events.StartActivity(
            Names.GetOrAdd((verb, e.Type), static name => $"{name.Verb} {name.Type}"), ActivityKind.Consumer, parent, tags: null, links);
    }

    private static void Describe(Activity? span, EventEnvelope e, string consumer, int partition, int attempt, string verb)
    {
        if (span is null)
            return;
        span.SetBaggage(Attributes.TenantId, e.TenantId.ToString());
        span.SetTag(Attributes.TenantId, e.TenantId)
            .SetTag(Attributes.MessagingSystem, StreamNames.System)
            .SetTag(Attributes.MessagingOperationType, Process)
            .SetTag(Attributes.MessagingOperationName, verb)
            .SetTag(Attributes.MessagingDestination, StreamNames.Destination)
            .SetTag(Attributes.MessagingDestinationPartition, partition)
            .SetTag(Attributes.MessagingConsumerGroup, consumer)
            .SetTag(Attributes.MessagingMessageId, e.Id)
            .SetTag(Attributes.MessagingConversationId, e.CorrelationId)
            .SetTag(Attributes.EventType, e.Type)
            .SetTag(Attributes.AggregateType, e.AggregateType)
            .SetTag(Attributes.AggregateId, e.AggregateId)
            .SetTag(Attributes.AggregateVersion, e.AggregateVersion)
            .SetTag(Attributes.Handler, consumer)
            .SetTag(Attributes.Attempt, attempt);
        if (e.ActorId is { } actor)
            span.SetBaggage(Attributes.UserId, actor.ToString()).SetTag(Attributes.UserId, actor);
    }

    private void End(string outcome)
    {
        foreach (var span in _spans)
            span?.SetTag(Attributes.Outcome, outcome);
    }
}
