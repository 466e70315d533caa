using RusToK.Core.Events;

namespace RusToK.Core.Commerce.Catalog.Events;

/// <summary>An event that carries a product's whole state but words, variants and prices.</summary>
public interface IProductStateEvent : IEvent
{
    ProductState Product { get; }
}

/// <summary>A variant with all of its prices.</summary>
public sealed record PricedVariant(VariantState Variant, IReadOnlyList<PriceState> Prices);

[EventType("product.created")]
public sealed record ProductCreated(
    ProductState Product, IReadOnlyList<ProductTextState> Translations, IReadOnlyList<PricedVariant> Variants) : IProductStateEvent;

/// <summary>Vendor, type, tags, category, options or images changed, or it became a draft again.</summary>
[EventType("product.updated")]
public sealed record ProductUpdated(ProductState Product) : IProductStateEvent;

/// <param name="Locale">The language.</param>
/// <param name="Text">The words; null when the translation was removed.</param>
/// <param name="At">When.</param>
[EventType("product.translation_updated")]
public sealed record ProductTranslationUpdated(string Locale, ProductTextState? Text, DateTimeOffset At) : IEvent;

/// <summary>Activated: buyers see it from now on.</summary>
[EventType("product.published")]
public sealed record ProductPublished(ProductState Product) : IProductStateEvent;

[EventType("product.archived")]
public sealed record ProductArchived(ProductState Product) : IProductStateEvent;

/// <param name="Product">The state it had last.</param>
[EventType("product.deleted")]
public sealed record ProductDeleted(ProductState Product) : IProductStateEvent;
