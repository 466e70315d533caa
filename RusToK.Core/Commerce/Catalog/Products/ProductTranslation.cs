using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Products;

/// <summary>A product's words in one language. Guarded by the version of its product.</summary>
public sealed record ProductTranslation : ITenantOwned
{
    public required Guid TenantId { get; init; }

    public required Guid ProductId { get; init; }

    /// <summary>BCP 47 tag in its canonical case.</summary>
    public required string Locale { get; init; }

    public required string Title { get; init; }

    /// <summary>Unique per tenant and locale.</summary>
    public required string Handle { get; init; }

    /// <summary>HTML, kept as it was given; empty when there is none.</summary>
    public required string Description { get; init; }

    public string? SeoTitle { get; init; }

    public string? SeoDescription { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
