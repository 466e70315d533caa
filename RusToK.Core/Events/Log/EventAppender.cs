using System.Diagnostics;
using RusToK.Core.Commands;
using RusToK.Core.Events.Streams;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Events.Log;

/// <summary>
/// Gives each event its identity and its <c>create {type}</c> span, whose context is stored with the event: consumers in
/// any process and at any later time continue that trace.
/// </summary>
internal sealed class EventAppender(EventTypeRegistry registry, TimeProvider clock)
{
    public CreatedEvents Create(IReadOnlyList<PendingEvent> pending, CommandContext context)
    {
        if (pending.Count == 0)
            return CreatedEvents.None;

        var now = clock.GetUtcNow();
        var parent = Activity.Current;
        var envelopes = new EventEnvelope[pending.Count];
        var spans = new Activity?[pending.Count];
        for (var i = 0; i < pending.Count; i++)
        {
            var (@event, aggregateType, aggregateId, version) = pending[i];
            var info = registry.Describe(@event);
            var id = Guid.CreateVersion7(now);
            var span = StartSpan(info.Type, aggregateType, id, context, parent)
                ?.SetTag(Attributes.AggregateId, aggregateId).SetTag(Attributes.AggregateVersion, version);
            if (span is not null)
                spans[i] = span;

            var source = span ?? parent;
            envelopes[i] = new EventEnvelope
            {
                Id = id,
                Type = info.Type,
                SchemaVersion = info.Version,
                TenantId = context.TenantId,
                AggregateType = aggregateType,
                AggregateId = aggregateId,
                AggregateVersion = version,
                CorrelationId = context.CorrelationId,
                CausationId = context.CausationId,
                ActorId = context.ActorId,
                OccurredAt = now,
                TraceParent = source?.Id,
                TraceState = source?.TraceStateString,
                Baggage = BaggageText.From(source),
                Payload = EventTypeRegistry.Serialize(@event),
            };
        }

        return new CreatedEvents(envelopes, spans);
    }

    /// <summary>Identities for events that a SQL function may append, one for each slot.</summary>
    /// <param name="slots">Record type and aggregate type of each.</param>
    /// <param name="context">On whose behalf.</param>
    public ReservedEvents Reserve(IReadOnlyList<(Type Record, string AggregateType)> slots, CommandContext context)
    {
        var now = clock.GetUtcNow();
        var parent = Activity.Current;
        var ids = new Guid[slots.Count];
        var spans = new Activity?[slots.Count];
        for (var i = 0; i < slots.Count; i++)
        {
            ids[i] = Guid.CreateVersion7(now);
            spans[i] = StartSpan(registry.Describe(slots[i].Record).Type, slots[i].AggregateType, ids[i], context, parent);
        }

        return new ReservedEvents(ids, spans, context, now, parent);
    }

    private static Activity? StartSpan(string type, string aggregateType, Guid id, CommandContext context, Activity? parent)
    {
        var span = TelemetrySources.Events.StartActivity(CreateSpanName.For(type), ActivityKind.Producer)
            ?.SetTag(Attributes.MessagingSystem, StreamNames.System)
            .SetTag(Attributes.MessagingMessageId, id)
            .SetTag(Attributes.MessagingConversationId, context.CorrelationId)
            .SetTag(Attributes.MessagingOperationType, "create")
            .SetTag(Attributes.MessagingOperationName, "create")
            .SetTag(Attributes.MessagingDestination, StreamNames.Destination)
            .SetTag(Attributes.EventType, type)
            .SetTag(Attributes.AggregateType, aggregateType)
            .SetTag(Attributes.TenantId, context.TenantId);
        // Siblings, not a chain: the next event and the SQL belong to the command.
        Activity.Current = parent;
        return span;
    }
}
