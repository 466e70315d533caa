using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Commerce.Catalog.Queries;
using Xunit;

namespace RusToK.Tests.Commerce;

public sealed class ProductSearchTests(CommerceHost host) : IClassFixture<CommerceHost>
{
    [Fact]
    public async Task The_title_weighs_most_then_vendor_type_and_tags_then_the_description()
    {
        var context = await host.NewTenantAsync();
        await MakeAsync(context, "In the description", description: "<p>A fine <b>walrus</b> of wood.</p>");
        await MakeAsync(context, "In the tags", tags: "walrus");
        await MakeAsync(context, "A walrus in the title");
        await MakeAsync(context, "Not at all", description: "A seal.");
        Assert.Equal(["A walrus in the title", "In the tags", "In the description"], await FindAsync(context, "walrus"));
    }

    [Theory]
    [InlineData("shirts", "Cotton shirt")]
    [InlineData("COTTON", "Cotton shirt")]
    [InlineData("\"leather shoe\"", "Leather shoe")]
    [InlineData("shoe -leather", "Canvas shoe")]
    [InlineData("cotton or canvas", "Canvas shoe|Cotton shirt")]
    [InlineData("SKU/9-x", "Leather shoe")]
    [InlineData("sku/9-X", "Leather shoe")]
    [InlineData("Tänzer", "Leather shoe")]
    [InlineData("it's \\ ' : & | ! (", "")]
    [InlineData("the", "")]
    public async Task Words_are_found_in_their_forms_and_numbers_as_they_are(string search, string expected)
    {
        var context = await host.NewTenantAsync();
        await MakeAsync(context, "Cotton shirt");
        await host.SendAsync(context, Shop.Product("Leather shoe", Shop.Variant(sku: "SKU/9-x")) with { Vendor = "Tänzer & Söhne" });
        await MakeAsync(context, "Canvas shoe");
        Assert.Equal(expected, string.Join('|', (await FindAsync(context, search)).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("walrsu")]
    [InlineData("wallrus")]
    [InlineData("wooden walrs")]
    public async Task A_misspelt_word_finds_titles_with_similar_ones(string search)
    {
        var context = await host.NewTenantAsync();
        await MakeAsync(context, "Wooden walrus");
        await MakeAsync(context, "Glass lamp");
        Assert.Equal(["Wooden walrus"], await FindAsync(context, search));
        var facets = await host.Services.GetRequiredService<ProductFacetQueries>().CountAsync(context.TenantId, new ProductList { Search = search, Locales = ["en"] }, CommerceHost.Cancellation);
        Assert.Equal((0, 1), (facets.InStock, facets.OutOfStock));
    }

    [Fact]
    public async Task A_product_is_found_in_the_language_it_is_shown_in()
    {
        var context = await host.NewTenantAsync();
        await host.SendAsync(context, Shop.Product() with { Translations = [Shop.Text("Blue houses"), Shop.Text("Blaue Häuser", "de")] });
        await MakeAsync(context, "A house in English only");
        await host.CatchUpAsync();

        Assert.Equal(["Blaue Häuser"], await FindAsync(context, "Haus", "de", "en"));
        Assert.Equal(["A house in English only"], await FindAsync(context, "house", "de", "en"));
        Assert.Equal(["A house in English only", "Blue houses"], (await FindAsync(context, "house")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_changes_is_found_as_it_is_now()
    {
        var context = await host.NewTenantAsync();
        var product = await MakeAsync(context, "A lamp");
        Assert.Empty(await FindAsync(context, "walrus"));
        await host.SendAsync(context, new UpdateProduct(product) { Vendor = "Walrus Inc" });
        Assert.Equal(["A lamp"], await FindAsync(context, "walrus"));
        await host.SendAsync(context, new UpdateProduct(product) { Vendor = "Seal Inc" });
        Assert.Empty(await FindAsync(context, "walrus"));
        var variant = await host.ScalarAsync<Guid>("SELECT id FROM commerce.variants WHERE product_id = $1", product);
        await host.SendAsync<Core.Commerce.Catalog.Variants.Commands.UpdateVariant, VariantResult>(context, new(product, variant) { Sku = "WAL-RUS-1" });
        Assert.Equal(["A lamp"], await FindAsync(context, "wal-rus-1"));
        await host.SendAsync(context, new DeactivateProduct(product));
        Assert.Empty(await FindAsync(context, "wal-rus-1"));
        await host.SendAsync(context, new DeleteProduct(product));
        Assert.Empty(await FindAsync(context, "lamp"));
    }

    [Fact]
    public async Task Pages_of_a_search_lose_nothing_and_show_nothing_twice()
    {
        var context = await host.NewTenantAsync();
        for (var i = 0; i < 45; i++)
            await MakeAsync(context, $"Walrus {string.Concat(Enumerable.Repeat("and friends ", i % 5))}{i}", tags: i % 3 == 0 ? "walrus" : null);
        await host.CatchUpAsync();
        var queries = host.Services.GetRequiredService<ProductQueries>();
        foreach (var search in new[] { "walrus", "walrsu" })
            foreach (var order in new ProductOrder?[] { null, ProductOrder.TitleAsc, ProductOrder.CreatedAtDesc, ProductOrder.PriceAsc })
            {
                var list = new ProductList { Search = search, OrderBy = order, Locales = ["en"], Currency = "EUR" };
                var seen = new List<Guid>();
                for (string? after = null; ;)
                {
                    var page = await queries.ListAsync(context.TenantId, list, 7, after, null, null, ProductSelection.None, CommerceHost.Cancellation);
                    seen.AddRange(page.Items.Select(p => p.Item.Id));
                    if (!page.HasNext)
                        break;
                    after = page.Items[^1].Cursor;
                }

                Assert.Equal((45, 45), (seen.Count, seen.Distinct().Count()));
            }
    }

    [Fact]
    public async Task A_search_goes_with_a_filter()
    {
        var context = await host.NewTenantAsync();
        await host.SendAsync(context, Shop.Product("Walrus one", Shop.Variant(10)) with { Vendor = "Acme", Tags = ["a"] });
        await host.SendAsync(context, Shop.Product("Walrus two", Shop.Variant(30)) with { Vendor = "Bolt", Tags = ["b"] });
        await host.SendAsync(context, Shop.Product("Walrus three", Shop.Variant(50)) with { Vendor = "Acme", Status = ProductStatus.Draft });
        await host.CatchUpAsync();
        foreach (var (filter, expected) in new (ProductFilter, string)[]
        {
            (new ProductFilter { Vendors = ["Acme"] }, "Walrus one"),
            (new ProductFilter { Vendors = ["Acme"], Status = null }, "Walrus one|Walrus three"),
            (new ProductFilter { Tags = ["b", "c"] }, "Walrus two"),
            (new ProductFilter { Price = new PriceFilter("EUR", 20) }, "Walrus two"),
            (new ProductFilter { InStock = true }, ""),
        })
            Assert.Equal(expected, string.Join('|', (await FindAsync(context, new ProductList { Search = "walrus", Filter = filter, Locales = ["en"] })).Order(StringComparer.Ordinal)));
    }

    private async Task<Guid> MakeAsync(CommandContext context, string title, string? description = null, string? tags = null) =>
        (await host.SendAsync(context, Shop.Product() with { Translations = [Shop.Text(title, description: description)], Tags = tags is null ? [] : [tags] })).Id;

    private Task<IReadOnlyList<string>> FindAsync(CommandContext context, string search, params string[] locales) =>
        FindAsync(context, new ProductList { Search = search, Locales = locales.Length == 0 ? ["en"] : locales });

    private async Task<IReadOnlyList<string>> FindAsync(CommandContext context, ProductList list)
    {
        await host.CatchUpAsync();
        var page = await host.Services.GetRequiredService<ProductQueries>().ListAsync(context.TenantId, list, 50, null, null, null, ProductSelection.None, CommerceHost.Cancellation);
        return [.. page.Items.Select(i => i.Item.Title)];
    }
}
