using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Queries;

namespace RusToK.Api.Rest.Catalog;

/// <summary>An active product with its words in one language.</summary>
internal sealed record ProductResponse(
    Guid Id, string Locale, string Title, string Handle, string? Description, string? SeoTitle, string? SeoDescription, string? Vendor, string? Type,
    IReadOnlyList<string> Tags, Guid? CategoryId, bool InStock, IReadOnlyList<ProductOption> Options, IReadOnlyList<ProductImage> Images,
    IReadOnlyList<VariantResponse> Variants, DateTimeOffset? PublishedAt, DateTimeOffset UpdatedAt, long Version)
{
    public static ProductResponse Of(ProductDocument product, string? currency) => new(
        product.Id, product.Locale, product.Title, product.Handle, product.Description, product.SeoTitle, product.SeoDescription, product.Vendor, product.Type,
        product.Tags, product.CategoryId, product.InStock, product.Options, product.Images,
        [.. product.Variants.Select(v => VariantResponse.Of(v, currency))], product.PublishedAt, product.UpdatedAt, product.Version);
}

/// <param name="OptionValues">One for each option of the product.</param>
/// <param name="Prices">What it costs now in the currency asked for, or its regular price in each.</param>
internal sealed record VariantResponse(Guid Id, string? Sku, IReadOnlyList<string> OptionValues, bool InStock, IReadOnlyList<PriceResponse> Prices)
{
    public static VariantResponse Of(VariantDocument variant, string? currency) => new(
        variant.Id, variant.Sku, variant.OptionValues, variant.InStock,
        currency is null ? [.. variant.RegularPrices.Select(PriceResponse.Of)]
        : variant.PriceIn(currency) is { } price ? [PriceResponse.Of(price)] : []);
}

/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Amount">What is paid.</param>
/// <param name="CompareAt">What it is compared with.</param>
internal sealed record PriceResponse(string Currency, decimal Amount, decimal? CompareAt)
{
    public static PriceResponse Of(PriceDocument price) => new(price.Currency, price.Amount, price.CompareAt);
}
