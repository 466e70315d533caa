using RusToK.Core.Commerce.Catalog.Products;

namespace RusToK.Core.Commerce.Catalog.Events;

/// <summary>A product's words in one language, whole.</summary>
public sealed record ProductTextState(
    string Locale,
    string Title,
    string Handle,
    string Description,
    string? SeoTitle,
    string? SeoDescription,
    DateTimeOffset UpdatedAt)
{
    internal static ProductTextState Of(ProductTranslation t) =>
        new(t.Locale, t.Title, t.Handle, t.Description, t.SeoTitle, t.SeoDescription, t.UpdatedAt);
}
