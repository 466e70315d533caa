using RusToK.Core.Content.Events;
using RusToK.Core.Events;

namespace RusToK.Core.Commerce.Catalog.Events;

/// <summary>A whole product category.</summary>
public sealed record ProductCategoryState(
    Guid? ParentId, int Position, IReadOnlyList<NameState> Translations, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>An event that carries a whole product category.</summary>
public interface IProductCategoryStateEvent : IEvent
{
    ProductCategoryState Category { get; }
}

[EventType("product_category.created")]
public sealed record ProductCategoryCreated(ProductCategoryState Category) : IProductCategoryStateEvent;

[EventType("product_category.updated")]
public sealed record ProductCategoryUpdated(ProductCategoryState Category) : IProductCategoryStateEvent;

/// <param name="Category">The state it had last.</param>
[EventType("product_category.deleted")]
public sealed record ProductCategoryDeleted(ProductCategoryState Category) : IProductCategoryStateEvent;
