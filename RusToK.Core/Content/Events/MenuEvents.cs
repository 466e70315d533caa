using RusToK.Core.Content.Menus;
using RusToK.Core.Events;

namespace RusToK.Core.Content.Events;

/// <summary>A whole menu.</summary>
public sealed record MenuState(string Handle, IReadOnlyList<MenuItem> Items, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>An event that carries a whole menu.</summary>
public interface IMenuStateEvent : IEvent
{
    MenuState Menu { get; }
}

[EventType("menu.created")]
public sealed record MenuCreated(MenuState Menu) : IMenuStateEvent;

[EventType("menu.updated")]
public sealed record MenuUpdated(MenuState Menu) : IMenuStateEvent;

/// <param name="Menu">The state it had last.</param>
[EventType("menu.deleted")]
public sealed record MenuDeleted(MenuState Menu) : IMenuStateEvent;
