using RusToK.Core.Commerce.Catalog.Queries;

namespace RusToK.Benchmarks.Catalog;

/// <summary>One way readers ask for products.</summary>
/// <param name="Name">For the table.</param>
/// <param name="List">Which list.</param>
/// <param name="Depth">How far into the list the page is: 0 at its beginning, 0.5 in its middle.</param>
/// <param name="Facets">Whether facets are counted instead of a page read.</param>
internal sealed record Scenario(string Name, ProductList List, double Depth = 0, bool Facets = false)
{
    private static readonly string[] English = ["en"];

    /// <summary>The tenant of the generated catalog; ids follow from it.</summary>
    public static Guid Tenant { get; } = Guid.Parse("0198c0de-0000-7000-8000-00000000000b");

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("newest", new ProductList { Locales = English }),
        new("newest, in the middle", new ProductList { Locales = English }, Depth: 0.5),
        new("updated", new ProductList { Locales = English, OrderBy = ProductOrder.UpdatedAtDesc }),
        new("title", new ProductList { Locales = English, OrderBy = ProductOrder.TitleAsc }),
        new("title, in the middle", new ProductList { Locales = English, OrderBy = ProductOrder.TitleAsc }, Depth: 0.5),
        new("title, two languages", new ProductList { Locales = ["de", "en"], OrderBy = ProductOrder.TitleAsc }),
        new("price", new ProductList { Locales = English, OrderBy = ProductOrder.PriceAsc, Currency = "EUR" }),
        new("vendor", Filtered(new ProductFilter { Vendors = ["Vendor 7"] })),
        new("tag", Filtered(new ProductFilter { Tags = ["sale"] })),
        new("category with those below", Filtered(new ProductFilter { CategoryId = CategoryOf(1) })),
        new("vendor, by title", Filtered(new ProductFilter { Vendors = ["Vendor 7"] }) with { OrderBy = ProductOrder.TitleAsc }),
        new("type and tag and price", Filtered(new ProductFilter { Types = ["Mug"], Tags = ["blue"], Price = new PriceFilter("EUR", 20, 60) })),
        new("search, a common word", new ProductList { Locales = English, Search = "cotton" }),
        new("search, two words", new ProductList { Locales = English, Search = "ocean shirt" }),
        new("search, a number", new ProductList { Locales = English, Search = "SKU-4711-1" }),
        new("search, misspelt", new ProductList { Locales = English, Search = "crimsn lether" }),
        new("facets of everything", new ProductList { Locales = English, Currency = "EUR" }, Facets: true),
        new("facets of a type", Filtered(new ProductFilter { Types = ["Mug"] }), Facets: true),
        new("facets of a search", new ProductList { Locales = English, Search = "ocean shirt" }, Facets: true),
    ];

    private static ProductList Filtered(ProductFilter filter) => new() { Locales = English, Filter = filter };

    private static Guid CategoryOf(int number)
    {
#pragma warning disable CA5351 // As catalog.sql makes ids; nothing secret.
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes($"{Tenant}category{number}")));
#pragma warning restore CA5351
        var milliseconds = 1735689600000L + number * 1000L;
        return Guid.ParseExact(milliseconds.ToString("x12", System.Globalization.CultureInfo.InvariantCulture) + "7" + hash[..3] + "8" + hash[3..6] + hash[6..18], "N");
    }
}
