using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Content;

namespace RusToK.Core.Import.Shopify.Mapping;

/// <summary>A product as its source wants it.</summary>
internal sealed record ImportedProduct
{
    public required ExternalReference Reference { get; init; }

    /// <summary>Canonical tag of the language of the words.</summary>
    public required string Locale { get; init; }

    /// <summary>ISO 4217 code of the prices.</summary>
    public required string Currency { get; init; }

    public required string Title { get; init; }

    /// <summary>Null when the file's is none that is possible here; one is made of the title then.</summary>
    public required string? Handle { get; init; }

    public required string Description { get; init; }

    public string? SeoTitle { get; init; }

    public string? SeoDescription { get; init; }

    public string? Vendor { get; init; }

    public string? Type { get; init; }

    /// <summary>Sorted, each once.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    public required IReadOnlyList<ProductOption> Options { get; init; }

    public required IReadOnlyList<ProductImage> Images { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<ImportedVariant> Variants { get; init; }

    public required ProductStatus Status { get; init; }
}
