using System.Text;
using RusToK.Core.Events;
using RusToK.Core.Events.Streams;

namespace RusToK.Core.Webhooks.Deliveries;

/// <summary>One event on its way to one endpoint, as the tenant's administrators see it.</summary>
public sealed record WebhookDelivery
{
    /// <summary>The receiver gets it as <c>webhook-id</c>, the same in every attempt.</summary>
    public required Guid Id { get; init; }

    public required Guid WebhookId { get; init; }

    public required Guid EventId { get; init; }

    public required string EventType { get; init; }

    public required DeliveryStatus Status { get; init; }

    /// <summary>Attempts so far.</summary>
    public required int Attempts { get; init; }

    /// <summary>Of a pending one: when it is due, or when it counts as lost while an attempt is under way.</summary>
    public required DateTimeOffset? NextAttemptAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>A pending one is given up then.</summary>
    public required DateTimeOffset DeliverBy { get; init; }

    /// <summary>When it was delivered or given up.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The event in the form of the log; see <see cref="EnvelopeCodec"/>.</summary>
    internal ReadOnlyMemory<byte> Envelope { get; init; }

    /// <summary>What the receiver gets, as JSON.</summary>
    public string Payload => Encoding.UTF8.GetString(WebhookPayload.Of(Event));

    /// <summary>Trace of the request that created the event, which the deliveries continue.</summary>
    public string? TraceId => Event.TraceParent is { Length: 55 } context ? context[3..35] : null;

    private EventEnvelope Event
    {
        get
        {
            var envelopes = new List<EventEnvelope>(1);
            EnvelopeCodec.ReadAll(Envelope, envelopes);
            return envelopes[0];
        }
    }
}
