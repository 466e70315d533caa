using RusToK.Core.Commerce.Catalog.Products;

namespace RusToK.Core.Commerce.Catalog.Events;

/// <summary>Everything about a product but its words, variants and prices: the part every event of the product itself carries whole.</summary>
public sealed record ProductState(
    ProductStatus Status,
    string? Vendor,
    string? Type,
    IReadOnlyList<string> Tags,
    Guid? CategoryId,
    IReadOnlyList<ProductOption> Options,
    IReadOnlyList<ProductImage> Images,
    DateTimeOffset? PublishedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    internal static ProductState Of(Product p) => new(
        p.Status, p.Vendor, p.Type, p.Tags, p.CategoryId, p.Options, p.Images, p.PublishedAt, p.CreatedAt, p.UpdatedAt);
}
