using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Content;

namespace RusToK.Core.Commerce.Catalog.Products.Commands;

/// <summary>Makes a product with its first words, its variants and their prices, activated at once when asked.</summary>
[CommandName("commerce.create_product")]
public sealed record CreateProduct : ICommand<ProductResult>
{
    /// <summary>The caller's id for it; a new UUIDv7 when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>Draft or Active.</summary>
    public ProductStatus Status { get; init; } = ProductStatus.Draft;

    public string? Vendor { get; init; }

    public string? Type { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public Guid? CategoryId { get; init; }

    /// <summary>An option without values takes those of the variants, in their order.</summary>
    public IReadOnlyList<ProductOption> Options { get; init; } = [];

    public IReadOnlyList<ProductImage> Images { get; init; } = [];

    /// <summary>At least one, one a locale.</summary>
    public required IReadOnlyList<ProductText> Translations { get; init; }

    /// <summary>A product without options has one, which is made when it is not given.</summary>
    public IReadOnlyList<VariantDraft> Variants { get; init; } = [];

    /// <summary>What it is called where it comes from; remembered with it, and refused when known.</summary>
    public ExternalReference? External { get; init; }
}
