namespace RusToK.Core.Events;

/// <summary>
/// An event with everything that is known about it besides its content. The same fields are columns of
/// <c>events.log</c> and travel with the event through the stream.
/// </summary>
public sealed record EventEnvelope
{
    /// <summary>Identity of the event (UUIDv7); the same in every delivery.</summary>
    public required Guid Id { get; init; }

    /// <summary>Such as <c>node.published</c>; see <see cref="EventTypeRegistry"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Version of the payload's schema, from 1.</summary>
    public required int SchemaVersion { get; init; }

    public required Guid TenantId { get; init; }

    public required string AggregateType { get; init; }

    public required Guid AggregateId { get; init; }

    /// <summary>Version the aggregate has after this event, from 1. Orders the events of one aggregate.</summary>
    public required long AggregateVersion { get; init; }

    /// <summary>Kept along a whole chain of causes.</summary>
    public required Guid CorrelationId { get; init; }

    /// <summary>The event or command that caused this one; null where the chain begins.</summary>
    public Guid? CausationId { get; init; }

    /// <summary>The user who acted; null for the system itself.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>When it happened, by the clock of the process that decided it (UTC).</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When PostgreSQL wrote it (UTC); latency is measured from here.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>W3C trace context of the <c>create</c> span; null when the creation was not traced.</summary>
    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }

    /// <summary>W3C baggage of the creating span, without tenant.id and user.id, which have fields of their own.</summary>
    public string? Baggage { get; init; }

    /// <summary>The typed record as UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }
}
