using RusToK.Core.Commerce.Catalog.Collections;
using RusToK.Core.Content.Events;
using RusToK.Core.Events;

namespace RusToK.Core.Commerce.Catalog.Events;

/// <summary>A whole collection but the products of a manual one.</summary>
public sealed record CollectionState(
    CollectionKind Kind,
    bool MatchAll,
    IReadOnlyList<CollectionRule> Rules,
    IReadOnlyList<NameState> Translations,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    internal static CollectionState Of(Collection c, IReadOnlyList<NameState> names) =>
        new(c.Kind, c.MatchAll, c.Rules, names, c.CreatedAt, c.UpdatedAt);
}

/// <summary>An event that carries a whole collection but its products.</summary>
public interface ICollectionStateEvent : IEvent
{
    CollectionState Collection { get; }
}

/// <summary>A product's place in a manual collection.</summary>
public sealed record CollectionPlace(Guid ProductId, long Position);

[EventType("collection.created")]
public sealed record CollectionCreated(CollectionState Collection) : ICollectionStateEvent;

[EventType("collection.updated")]
public sealed record CollectionUpdated(CollectionState Collection) : ICollectionStateEvent;

/// <param name="Collection">The state it had last.</param>
[EventType("collection.deleted")]
public sealed record CollectionDeleted(CollectionState Collection) : ICollectionStateEvent;

/// <summary>A manual collection has other products, or the same ones elsewhere.</summary>
/// <param name="Placed">Products that came in or moved, with where they are now.</param>
/// <param name="Removed">Products that left.</param>
/// <param name="At">When.</param>
[EventType("collection.products_changed")]
public sealed record CollectionProductsChanged(IReadOnlyList<CollectionPlace> Placed, IReadOnlyList<Guid> Removed, DateTimeOffset At) : IEvent;
