using RusToK.Core.Commerce.Catalog.Prices;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using Xunit;

namespace RusToK.Tests.Commerce;

/// <summary>Every bound, just within and just beyond.</summary>
public sealed class ProductRuleTests(CommerceHost host) : IClassFixture<CommerceHost>
{
    private static readonly CreateProduct Plain = new() { Translations = [Shop.Text("A shirt")] };

    public static TheoryData<string, string?, CreateProduct> Bounds => new()
    {
        { "a title of 255", null, Plain with { Translations = [Shop.Text(new string('t', 255))] } },
        { "a title of 256", "translations[0].title:max-length", Plain with { Translations = [Shop.Text(new string('t', 256))] } },
        { "a blank title", "translations[0].title:required", Plain with { Translations = [Shop.Text(" ")] } },
        { "no language", "translations:count", Plain with { Translations = [] } },
        { "a language twice", "translations[1].locale:unique", Plain with { Translations = [Shop.Text("a"), Shop.Text("b", "EN")] } },
        { "no language tag", "translations[0].locale:bcp47", Plain with { Translations = [Shop.Text("a", "english language")] } },
        { "a handle of 255", null, Plain with { Translations = [Shop.Text("a", handle: new string('h', 255))] } },
        { "a handle of 256", "translations[0].handle:length", Plain with { Translations = [Shop.Text("a", handle: new string('h', 256))] } },
        { "a handle with blanks", "translations[0].handle:pattern", Plain with { Translations = [Shop.Text("a", handle: "a b")] } },
        { "a description of 100,000", null, Plain with { Translations = [Shop.Text("a", description: new string('d', 100_000))] } },
        { "a description of 100,001", "translations[0].description:max-length", Plain with { Translations = [Shop.Text("a", description: new string('d', 100_001))] } },
        { "seo texts too long", "translations[0].seoTitle:max-length translations[0].seoDescription:max-length",
            Plain with { Translations = [Shop.Text("a") with { SeoTitle = new string('s', 256), SeoDescription = new string('s', 1001) }] } },
        { "seo texts at their bounds", null, Plain with { Translations = [Shop.Text("a") with { SeoTitle = new string('s', 255), SeoDescription = new string('s', 1000) }] } },
        { "U+0000", "translations[0].title:unicode", Plain with { Translations = [Shop.Text("a\0b")] } },
        { "vendor and type of 256", "vendor:max-length type:max-length", Plain with { Vendor = new string('v', 256), Type = new string('t', 256) } },
        { "vendor and type of 255", null, Plain with { Vendor = new string('v', 255), Type = new string('t', 255) } },
        { "250 tags", null, Plain with { Tags = [.. Enumerable.Range(0, 250).Select(i => $"tag {i}")] } },
        { "251 tags", "tags:count", Plain with { Tags = [.. Enumerable.Range(0, 251).Select(i => $"tag {i}")] } },
        { "a blank tag", "tags[1]:required", Plain with { Tags = ["a", " "] } },
        { "a tag of 256", "tags[0]:max-length", Plain with { Tags = [new string('t', 256)] } },
        { "archived from the start", "status:initial", Plain with { Status = ProductStatus.Archived } },
        { "a category that is not there", "categoryId:exists", Plain with { CategoryId = Guid.CreateVersion7() } },
        { "three options", null, Plain with { Options = Options(3, 1), Variants = [new VariantDraft { OptionValues = ["v0", "v0", "v0"] }] } },
        { "four options", "options:count", Plain with { Options = Options(4, 1), Variants = [new VariantDraft()] } },
        { "100 values", null, Plain with { Options = Options(1, 100), Variants = [new VariantDraft { OptionValues = ["v99"] }] } },
        { "101 values", "options[0].values:count", Plain with { Options = Options(1, 101), Variants = [new VariantDraft { OptionValues = ["v1"] }] } },
        { "an option twice", "options[1].name:unique", Plain with { Options = [new ProductOption("Size", ["a"]), new ProductOption("size", ["a"])], Variants = [new VariantDraft()] } },
        { "a value twice", "options[0].values[1]:unique", Plain with { Options = [new ProductOption("Size", ["S", "s"])], Variants = [new VariantDraft { OptionValues = ["S"] }] } },
        { "an option without variants", "variants:count", Plain with { Options = Options(1, 2) } },
        { "100 variants", null, Plain with { Options = Options(1, 100), Variants = [.. Enumerable.Range(0, 100).Select(i => new VariantDraft { OptionValues = [$"v{i}"] })] } },
        { "101 variants", "variants:count", Plain with { Options = Options(2, 100), Variants = [.. Enumerable.Range(0, 101).Select(i => new VariantDraft { OptionValues = [$"v{i % 100}", $"v{i / 100}"] })] } },
        { "the same values twice", "variants[1].optionValues:unique", Plain with { Options = Options(1, 1), Variants = [new VariantDraft { OptionValues = ["v0"] }, new VariantDraft { OptionValues = ["V0"] }] } },
        { "too few values", "variants[0].optionValues:count", Plain with { Options = Options(2, 1), Variants = [new VariantDraft { OptionValues = ["v0"] }] } },
        { "a value that no option has", "variants[0].optionValues[0]:option", Plain with { Options = Options(1, 1), Variants = [new VariantDraft { OptionValues = ["v1"] }] } },
        { "a SKU twice", "variants[1].sku:unique", Plain with { Options = Options(1, 2), Variants = [new VariantDraft { OptionValues = ["v0"], Sku = "s" }, new VariantDraft { OptionValues = ["v1"], Sku = " s" }] } },
        { "a SKU and a barcode of 256", "variants[0].sku:max-length variants[0].barcode:max-length", Plain with { Variants = [new VariantDraft { Sku = new string('s', 256), Barcode = new string('b', 256) }] } },
        { "weights and thresholds beyond", "variants[0].weightGrams:range variants[0].lowStockThreshold:range", Plain with { Variants = [new VariantDraft { WeightGrams = -1, LowStockThreshold = 1_000_001 }] } },
        { "weights and thresholds within", null, Plain with { Variants = [new VariantDraft { WeightGrams = 1_000_000_000, LowStockThreshold = 1_000_000 }] } },
        { "no currency", "variants[0].prices[0].currency:iso-4217", Priced(new PriceDraft("EURO", 1)) },
        { "a currency twice", "variants[0].prices[1].currency:unique", Priced(new PriceDraft("EUR", 1), new PriceDraft("EUR", 2)) },
        { "a price below zero", "variants[0].prices[0].amount:range", Priced(new PriceDraft("EUR", -0.01m)) },
        { "nothing to pay", null, Priced(new PriceDraft("EUR", 0)) },
        { "the largest price", null, Priced(new PriceDraft("EUR", 999_999_999m)) },
        { "more than the largest price", "variants[0].prices[0].amount:range", Priced(new PriceDraft("EUR", 999_999_999.01m)) },
        { "three decimals of a euro", "variants[0].prices[0].amount:decimals", Priced(new PriceDraft("EUR", 1.001m)) },
        { "three decimals of a dinar", null, Priced(new PriceDraft("KWD", 1.001m)) },
        { "a decimal of a yen", "variants[0].prices[0].amount:decimals", Priced(new PriceDraft("JPY", 1.5m)) },
        { "compared with as much", null, Priced(new PriceDraft("EUR", 10, 10)) },
        { "compared with less", "variants[0].prices[0].compareAt:compare-at", Priced(new PriceDraft("EUR", 10, 9.99m)) },
        { "250 images", null, Plain with { Images = [.. Enumerable.Range(0, 250).Select(i => new ProductImage($"https://example.org/{i}.jpg", "alt"))] } },
        { "251 images", "images:count", Plain with { Images = [.. Enumerable.Range(0, 251).Select(i => new ProductImage($"https://example.org/{i}.jpg"))] } },
        { "an image that is no address", "images[0].url:url", Plain with { Images = [new ProductImage("/shirt.jpg")] } },
        { "an image that is a script", "images[0].url:url", Plain with { Images = [new ProductImage("javascript:alert(1)")] } },
        { "an alternative text of 513", "images[0].alt:max-length", Plain with { Images = [new ProductImage("https://example.org/a.jpg", new string('a', 513))] } },
        { "an external id without a source", "external.source:required", Plain with { External = new ExternalReference("", "product", "1") } },
        { "several things at once", "vendor:max-length tags[0]:required translations[0].title:required categoryId:exists",
            new CreateProduct { Vendor = new string('v', 256), Tags = [""], Translations = [Shop.Text("")], CategoryId = Guid.CreateVersion7() } },
    };

    [Theory]
    [MemberData(nameof(Bounds), DisableDiscoveryEnumeration = true)]
    public async Task A_product_is_taken_within_the_bounds_and_refused_beyond(string what, string? broken, CreateProduct command)
    {
        var context = await host.NewTenantAsync();
        if (broken is null)
        {
            var product = await host.SendAsync(context, command);
            Assert.True(product.Version == 1, what);
            return;
        }

        var refused = await host.RefusedAsync<InvalidInputException, CreateProduct, ProductResult>(context, command);
        Assert.Equal(broken.Split(' '), refused.Rules());
        Assert.Empty(await host.EventsAsync<Core.Commerce.Catalog.Events.ProductCreated>(context));
    }

    private static CreateProduct Priced(params PriceDraft[] prices) => Plain with { Variants = [new VariantDraft { Prices = prices }] };

    private static IReadOnlyList<ProductOption> Options(int options, int values) =>
        [.. Enumerable.Range(0, options).Select(i => new ProductOption($"Option {i}", [.. Enumerable.Range(0, values).Select(v => $"v{v}")]))];
}
