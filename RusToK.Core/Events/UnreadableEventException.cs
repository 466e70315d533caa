namespace RusToK.Core.Events;

/// <summary>This version of the product cannot understand an event: retrying is useless until a newer one is deployed.</summary>
public sealed class UnreadableEventException(EventEnvelope envelope, string reason, Exception? inner = null)
    : Exception($"Event {envelope.Id} cannot be read: {reason}.", inner)
{
    public Guid EventId { get; } = envelope.Id;
}
