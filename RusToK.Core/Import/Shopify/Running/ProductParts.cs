using System.Globalization;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Import.Shopify.Mapping;

namespace RusToK.Core.Import.Shopify.Running;

/// <summary>The parts of a product that may change one by one.</summary>
internal static class ProductParts
{
    public const string Words = "words";
    public const string Handle = "handle";
    public const string Details = "details";
    public const string Options = "options";
    public const string Images = "images";
    public const string Variants = "variants";
    public const string Prices = "prices";
    public const string Stock = "stock";
    public const string Publication = "publication";

    public static readonly string[] All = [Words, Handle, Details, Options, Images, Variants, Prices, Stock, Publication];

    /// <summary>What the file says.</summary>
    public static Fingerprint Of(ImportedProduct product)
    {
        var variants = product.Variants.OrderBy(v => v.Key, StringComparer.Ordinal).ToList();
        return new Fingerprint()
            .Add(Words, product.Title, product.Description, product.SeoTitle, product.SeoDescription)
            .Add(Handle, product.Handle)
            .Add(Details, [product.Vendor, product.Type, .. product.Tags])
            .Add(Options, product.Options.SelectMany(o => o.Values.Prepend(o.Name)))
            .Add(Images, product.Images.SelectMany(i => new[] { i.Url, i.Alt }))
            .Add(Variants, variants.SelectMany(v => new[] { v.Key, v.Sku, v.Barcode, Text(v.WeightGrams), v.Policy.ToString(), v.TracksInventory.ToString() }))
            .Add(Prices, variants.SelectMany(v => new[] { v.Key, Text(v.Price), Text(v.CompareAt) }))
            .Add(Stock, variants.Where(v => v.Quantity is not null).SelectMany(v => new[] { v.Key, Text(v.Quantity) }))
            .Add(Publication, product.Status.ToString());
    }

    /// <summary>What is here, of that which the file speaks of: variants that were added here, and prices in other currencies, are not its affair.</summary>
    public static Fingerprint Of(ProductDocument product, ImportedProduct wanted)
    {
        var asked = wanted.Variants.ToDictionary(v => v.Key);
        var variants = product.Variants.Select(v => (Key: ImportedVariant.KeyOf(v.OptionValues), Variant: v))
            .Where(v => asked.ContainsKey(v.Key)).OrderBy(v => v.Key, StringComparer.Ordinal).ToList();
        var hasWords = product.Locale == wanted.Locale;
        return new Fingerprint()
            .Add(Words, hasWords ? [product.Title, product.Description ?? "", product.SeoTitle, product.SeoDescription] : [])
            .Add(Handle, hasWords ? product.Handle : null)
            .Add(Details, [product.Vendor, product.Type, .. product.Tags])
            .Add(Options, product.Options.SelectMany(o => o.Values.Prepend(o.Name)))
            .Add(Images, product.Images.SelectMany(i => new[] { i.Url, i.Alt }))
            .Add(Variants, variants.SelectMany(v => new[]
            {
                v.Key, v.Variant.Sku, v.Variant.Barcode, Text(v.Variant.WeightGrams), v.Variant.Policy.ToString(), v.Variant.TracksInventory.ToString(),
            }))
            .Add(Prices, variants.SelectMany(v =>
            {
                var price = v.Variant.RegularPrices.FirstOrDefault(p => p.Currency == wanted.Currency);
                return new[] { v.Key, Text(price?.Amount), Text(price?.CompareAt) };
            }))
            .Add(Stock, variants.Where(v => asked[v.Key].Quantity is not null).SelectMany(v => new[] { v.Key, Text(v.Variant.OnHand) }))
            .Add(Publication, product.Status.ToString());
    }

    private static string? Text(decimal? number) => number?.ToString("0.###", CultureInfo.InvariantCulture);

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
