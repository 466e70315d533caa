namespace RusToK.Core.Events.Log;

/// <summary>An event that waits for its command to commit.</summary>
internal sealed record PendingEvent(IEvent Event, string AggregateType, Guid AggregateId, long AggregateVersion);
