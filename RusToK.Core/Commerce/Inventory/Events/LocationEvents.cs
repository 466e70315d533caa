using RusToK.Core.Events;

namespace RusToK.Core.Commerce.Inventory.Events;

/// <summary>A whole location.</summary>
public sealed record LocationState(string Name, int Position, bool IsActive, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    internal static LocationState Of(Location l) => new(l.Name, l.Position, l.IsActive, l.CreatedAt, l.UpdatedAt);
}

/// <summary>An event that carries a whole location.</summary>
public interface ILocationStateEvent : IEvent
{
    LocationState Location { get; }
}

[EventType("location.created")]
public sealed record LocationCreated(LocationState Location) : ILocationStateEvent;

[EventType("location.updated")]
public sealed record LocationUpdated(LocationState Location) : ILocationStateEvent;
