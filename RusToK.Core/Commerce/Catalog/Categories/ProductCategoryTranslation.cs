using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Categories;

/// <summary>A product category's name in one language. Guarded by the version of its category.</summary>
public sealed record ProductCategoryTranslation : ITenantOwned
{
    public required Guid TenantId { get; init; }

    public required Guid CategoryId { get; init; }

    public required string Locale { get; init; }

    public required string Name { get; init; }

    /// <summary>Unique per tenant and locale.</summary>
    public required string Slug { get; init; }

    public string? Description { get; init; }
}
