using System.Collections.Concurrent;
using System.Diagnostics;
using RusToK.Core.Events;
using RusToK.Core.Telemetry;

namespace RusToK.Worker.Consumers;

/// <summary>
/// The <c>process {event.type}</c> spans of a batch: each a child of its event's creation context, so that the trace of the request goes
/// on here, with a link to the publish span. The SQL of a batch belongs to the event when it is alone, else to a span of the batch that
/// links to all.
/// </summary>
internal sealed class ProcessSpans : IDisposable
{
    public const string Process = "process";
    public const string Replay = "replay";
    private const int MaxLinks = 128;
    private static readonly ConcurrentDictionary<(string Verb, string Type), string> Names = new();
    private readonly List<Activity> _spans = [];
    private readonly Activity? _batch;

    private ProcessSpans(
        string consumer, IEnumerable<(int Partition, Delivery Delivery)> deliveries, int attempt, string verb, ActivityContext operation)
    {
        Activity.Current = null;
        foreach (var (partition, delivery) in deliveries)
        {
            var e = delivery.Envelope;
            if (!TryContext(e, out var created))
                continue;
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

            var span = TelemetrySources.Events.StartActivity(
                Names.GetOrAdd((verb, e.Type), static name => $"{name.Verb} {name.Type}"), ActivityKind.Consumer, parent, tags: null, links);
            Activity.Current = null;
            if (span is null)
                continue;
            span.AddBaggage(Attributes.TenantId, e.TenantId.ToString());
            span.SetTag(Attributes.TenantId, e.TenantId)
                .SetTag(Attributes.MessagingSystem, "redis")
                .SetTag(Attributes.MessagingOperationType, "process")
                .SetTag(Attributes.MessagingOperationName, verb)
                .SetTag(Attributes.MessagingDestination, Core.Events.Streams.StreamNames.Destination)
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
                span.AddBaggage(Attributes.UserId, actor.ToString()).SetTag(Attributes.UserId, actor);
            _spans.Add(span);
        }

        if (_spans.Count == 1)
        {
            Activity.Current = _spans[0];
        }
        else if (_spans.Count > 1)
        {
            _batch = TelemetrySources.Events.StartActivity(
                "process rustok.events", ActivityKind.Consumer, default(ActivityContext), tags: null,
                _spans.Take(MaxLinks).Select(s => new ActivityLink(s.Context)));
            _batch?.SetTag(Attributes.MessagingBatchCount, _spans.Count)
                .SetTag(Attributes.MessagingConsumerGroup, consumer);
        }
    }

    /// <summary>Context of the single event's span; null for batches and untraced events.</summary>
    public string? Id => _spans.Count == 1 ? _spans[0].Id : null;

    public static ProcessSpans? Start(string consumer, IEnumerable<(int Partition, Delivery Delivery)> deliveries) =>
        TelemetrySources.Events.HasListeners() ? new ProcessSpans(consumer, deliveries, 1, Process, default) : null;

    /// <summary>For one event outside of the stream's order: another attempt, or a replay that an operator asked for.</summary>
    public static ProcessSpans? StartAlone(
        string consumer, int partition, Delivery delivery, int attempt, string verb = Process, ActivityContext operation = default) =>
        TelemetrySources.Events.HasListeners()
            ? new ProcessSpans(consumer, [(partition, delivery)], attempt, verb, operation)
            : null;

    public void Succeed()
    {
        foreach (var span in _spans)
            span.SetTag(Attributes.Outcome, "ok");
    }

    public void Fail(Exception error, string outcome)
    {
        foreach (var span in _batch is null ? _spans : [.. _spans, _batch])
        {
            span.SetTag(Attributes.Outcome, outcome);
            span.SetTag(Attributes.ErrorType, error.GetType().FullName);
            span.SetStatus(ActivityStatusCode.Error, outcome);
        }

        if (_spans.Count == 1)
            _spans[0].AddException(error);
        else
            _batch?.AddException(error);
    }

    public void Dispose()
    {
        _batch?.Dispose();
        foreach (var span in _spans)
            span.Dispose();
        Activity.Current = null;
    }

    private static bool TryContext(EventEnvelope e, out ActivityContext context) =>
        ActivityContext.TryParse(e.TraceParent, e.TraceState, isRemote: true, out context);
}
