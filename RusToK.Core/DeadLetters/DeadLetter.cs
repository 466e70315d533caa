namespace RusToK.Core.DeadLetters;

/// <summary>An event that a consumer gave up on, as the tenant's administrators see it.</summary>
public sealed record DeadLetter
{
    public required Guid Id { get; init; }

    public required DeadLetterStatus Status { get; init; }

    /// <summary>The read model that lacks it.</summary>
    public required string Consumer { get; init; }

    public required Guid EventId { get; init; }

    public required string EventType { get; init; }

    public required string AggregateType { get; init; }

    public required Guid AggregateId { get; init; }

    public required long AggregateVersion { get; init; }

    /// <summary>Attempts before it was given up.</summary>
    public required int Attempts { get; init; }

    public required string ErrorType { get; init; }

    public required string ErrorMessage { get; init; }

    /// <summary>Trace of the request that created the event.</summary>
    public string? TraceId { get; init; }

    /// <summary>Trace of the last failed attempt.</summary>
    public string? FailedTraceId { get; init; }

    public required DateTimeOffset FirstFailedAt { get; init; }

    public required DateTimeOffset DeadAt { get; init; }

    /// <summary>When it was replayed or discarded.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The event in the form of the log; see <see cref="Events.Streams.EnvelopeCodec"/>.</summary>
    internal ReadOnlyMemory<byte> Envelope { get; init; }

    /// <summary>What the event says, as JSON.</summary>
    public string Payload
    {
        get
        {
            var envelopes = new List<Events.EventEnvelope>(1);
            Events.Streams.EnvelopeCodec.ReadAll(Envelope, envelopes);
            return System.Text.Encoding.UTF8.GetString(envelopes[0].Payload.Span);
        }
    }
}
