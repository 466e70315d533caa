using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Content.Queries;
using RusToK.Core.Errors;
using Xunit;

namespace RusToK.Tests.Commerce;

/// <summary>Lists, pages and facets against what brute force over the same products gives.</summary>
public sealed class ProductListTests(ProductListTests.Catalog catalog) : IClassFixture<ProductListTests.Catalog>
{
    private static readonly IReadOnlyList<string>[] Languages = [["en"], ["de"], ["de", "en"], ["fr", "en", "de"]];

    private CatalogModel Model => catalog.Model;

    private ProductQueries Queries => catalog.Host.Services.GetRequiredService<ProductQueries>();

    [Fact]
    public async Task Every_list_holds_what_brute_force_finds_in_its_order()
    {
        var random = new Random(11);
        var compared = 0;
        for (var i = 0; i < 250; i++)
        {
            var list = RandomList(random);
            var expected = Model.List(list).Select(p => p.Id).ToList();
            var actual = await AllAsync(list, random.Next(1, 60), forward: true);
            Assert.True(expected.SequenceEqual(actual), $"{list.Filter} {list.Order} {string.Join(',', list.Locales)}: {expected.Count} expected, {actual.Count} found");
            compared += expected.Count;
        }

        Assert.InRange(compared, 2_000, 1_000_000);
    }

    [Fact]
    public async Task Read_backward_a_list_is_the_same_list()
    {
        var random = new Random(12);
        for (var i = 0; i < 60; i++)
        {
            var list = RandomList(random);
            var expected = Model.List(list).Select(p => p.Id).ToList();
            Assert.Equal(expected, await AllAsync(list, random.Next(1, 60), forward: false));
        }
    }

    [Fact]
    public async Task A_page_says_whether_there_is_more_on_either_side()
    {
        var list = new ProductList { Locales = ["en"] };
        var first = await PageAsync(list, 10, null);
        Assert.Equal((true, false), (first.HasNext, first.HasPrevious));
        var second = await PageAsync(list, 100, first.Items[^1].Cursor);
        Assert.True(second.HasPrevious);
        Assert.Empty(first.Items.Select(i => i.Item.Id).Intersect(second.Items.Select(i => i.Item.Id)));
        var back = await Queries.ListAsync(Model.Context.TenantId, list, null, null, 100, second.Items[0].Cursor, ProductSelection.None, CommerceHost.Cancellation);
        Assert.Equal(first.Items.Select(i => i.Item.Id), back.Items.Select(i => i.Item.Id));
    }

    [Fact]
    public async Task Facets_count_what_brute_force_counts()
    {
        var random = new Random(13);
        var facets = catalog.Host.Services.GetRequiredService<ProductFacetQueries>();
        for (var i = 0; i < 80; i++)
        {
            var list = RandomList(random) with { Currency = "EUR" };
            var filter = list.Filter;
            var counted = await facets.CountAsync(Model.Context.TenantId, list, CommerceHost.Cancellation);
            IEnumerable<ModelProduct> Without(Func<ProductFilter, ProductFilter> field) => Model.List(list with { Filter = field(filter), OrderBy = ProductOrder.CreatedAtAsc });

            Assert.Equal(Count(Without(f => f with { Vendors = [] }).Select(p => p.Vendor)), Read(counted.Vendors));
            Assert.Equal(Count(Without(f => f with { Types = [] }).Select(p => p.Type)), Read(counted.Types));
            Assert.Equal(Count(Without(f => f with { Tags = [] }).SelectMany(p => p.Tags)), Read(counted.Tags));
            Assert.Equal(Count(Without(f => f with { CollectionId = null }).SelectMany(p => p.Collections).Select(c => c.ToString())), Read(counted.Collections));
            Assert.Equal(Count(Without(f => f with { CategoryId = null }).Select(p => p.Category?.ToString())), Read(counted.Categories));
            var stocked = Without(f => f with { InStock = null }).ToLookup(p => p.InStock);
            Assert.Equal((stocked[true].Count(), stocked[false].Count()), (counted.InStock, counted.OutOfStock));
            var prices = Without(f => f with { Price = null }).Where(p => p.Lowest is not null).Select(p => p.Lowest!.Value).ToList();
            Assert.Equal(prices.Count == 0 ? null : new FacetRange("EUR", prices.Min(), prices.Max()), counted.Price);
            Assert.True(counted.IsComplete);
        }
    }

    [Fact]
    public async Task One_statement_brings_variants_prices_stock_and_collections()
    {
        var product = Model.Products.First(p => p is { Status: ProductStatus.Active, Collections.Count: > 1 } && p.Titles.ContainsKey("en"));
        var found = (await Queries.FindAsync(Model.Context.TenantId, product.Id, null, ["en"], ProductSelection.All, CommerceHost.Cancellation))!;
        Assert.Equal(product.Titles["en"], found.Title);
        Assert.Equal(product.Prices.Order(), found.Variants.Select(v => v.PriceIn("EUR")?.Amount).OfType<decimal>().Order());
        Assert.Equal(product.InStock, found.Variants.Any(v => v.InStock));
        Assert.Equal(found.InStock, product.InStock);
        Assert.Equal(product.Collections.Order(), found.Collections.Select(c => c.Id).Order());
        Assert.Equal("Size", Assert.Single(found.Options).Name);
        Assert.Equal(product.Lowest, found.PriceRange("EUR")?.Min.Amount);

        var byHandle = await Queries.FindByHandleAsync(Model.Context.TenantId, found.Handle.ToUpperInvariant(), ProductStatus.Active, ["de", "en"], ProductSelection.None, CommerceHost.Cancellation);
        Assert.Equal(product.Id, byHandle!.Id);
        Assert.Null(await Queries.FindByHandleAsync(Model.Context.TenantId, found.Handle, ProductStatus.Draft, ["en"], ProductSelection.None, CommerceHost.Cancellation));
    }

    [Fact]
    public async Task Another_tenant_sees_nothing()
    {
        var other = await catalog.Host.NewTenantAsync();
        var page = await Queries.ListAsync(other.TenantId, new ProductList { Locales = ["en"], Filter = new ProductFilter { Status = null } }, 100, null, null, null, ProductSelection.All, CommerceHost.Cancellation);
        Assert.Empty(page.Items);
        Assert.Empty(await Queries.FindManyAsync(other.TenantId, [.. Model.Products.Select(p => p.Id)], null, ["en"], ProductSelection.None, CommerceHost.Cancellation));
    }

    [Fact]
    public async Task What_does_not_fit_together_is_refused()
    {
        Task<InvalidInputException> RefusedAsync(ProductList list, int? first = 10, string? after = null) => Assert.ThrowsAsync<InvalidInputException>(
            () => Queries.ListAsync(Model.Context.TenantId, list, first, after, null, null, ProductSelection.None, CommerceHost.Cancellation));
        var plain = new ProductList { Locales = ["en"] };
        var cursor = (await PageAsync(plain, 5, null)).Items[^1].Cursor;

        Assert.Equal(["currency:required"], (await RefusedAsync(plain with { OrderBy = ProductOrder.PriceAsc })).Rules());
        Assert.Equal(["orderBy:collection"], (await RefusedAsync(plain with { OrderBy = ProductOrder.Position })).Rules());
        Assert.Equal(["orderBy:search"], (await RefusedAsync(plain with { OrderBy = ProductOrder.BestMatch })).Rules());
        Assert.Equal(["after:cursor"], (await RefusedAsync(plain with { OrderBy = ProductOrder.TitleAsc }, after: cursor)).Rules());
        Assert.Equal(["after:cursor"], (await RefusedAsync(plain, after: "nonsense")).Rules());
        Assert.Equal(["first:page-size"], (await RefusedAsync(plain, 101)).Rules());
        Assert.Equal(["first:page-size"], (await RefusedAsync(plain, 0)).Rules());
        Assert.Equal(["filter.vendors:count"], (await RefusedAsync(plain with { Filter = new ProductFilter { Vendors = [.. Enumerable.Range(0, 51).Select(i => $"v{i}")] } })).Rules());
        Assert.Equal(["filter.tags[0]:unicode"], (await RefusedAsync(plain with { Filter = new ProductFilter { Tags = ["a\0"] } })).Rules());
        Assert.Equal(["filter.price.currency:iso-4217"], (await RefusedAsync(plain with { Filter = new ProductFilter { Price = new PriceFilter("X") } })).Rules());
        Assert.Equal(["filter.price.max:decimals"], (await RefusedAsync(plain with { Filter = new ProductFilter { Price = new PriceFilter("JPY", null, 1.5m) } })).Rules());
        Assert.Equal(["search:max-length"], (await RefusedAsync(plain with { Search = new string('s', 201) })).Rules());
        Assert.Equal(["search:required"], (await RefusedAsync(plain with { Search = "  " })).Rules());
    }

    private ProductList RandomList(Random random)
    {
        var filter = Model.RandomFilter(random);
        ProductOrder[] orders =
        [
            ProductOrder.CreatedAtDesc, ProductOrder.CreatedAtAsc, ProductOrder.TitleAsc, ProductOrder.TitleDesc, ProductOrder.PriceAsc, ProductOrder.PriceDesc,
            .. filter.CollectionId == Model.Collections[0] ? (ProductOrder[])[ProductOrder.Position] : [],
        ];
        return new ProductList { Filter = filter, OrderBy = orders[random.Next(orders.Length)], Currency = "EUR", Locales = Languages[random.Next(Languages.Length)] };
    }

    private Task<Page<ProductDocument>> PageAsync(ProductList list, int first, string? after) =>
        Queries.ListAsync(Model.Context.TenantId, list, first, after, null, null, ProductSelection.None, CommerceHost.Cancellation);

    private async Task<List<Guid>> AllAsync(ProductList list, int size, bool forward)
    {
        var all = new List<Guid>();
        string? cursor = null;
        while (true)
        {
            var page = await Queries.ListAsync(
                Model.Context.TenantId, list, forward ? size : null, forward ? cursor : null, forward ? null : size, forward ? null : cursor, ProductSelection.None, CommerceHost.Cancellation);
            var ids = page.Items.Select(i => i.Item.Id);
            if (forward)
                all.AddRange(ids);
            else
                all.InsertRange(0, ids);
            if (!(forward ? page.HasNext : page.HasPrevious))
                return all;
            cursor = forward ? page.Items[^1].Cursor : page.Items[0].Cursor;
        }
    }

    private static IEnumerable<string> Count(IEnumerable<string?> values) =>
        values.OfType<string>().GroupBy(v => v).Select(g => (g.Key, N: (long)g.Count())).OrderByDescending(c => c.N).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.N}");

    private static IEnumerable<string> Read<T>(IReadOnlyList<FacetCount<T>> facet) => facet.Select(f => $"{f.Value} {f.Count}");

    /// <summary>Some hundred products, made once.</summary>
    public sealed class Catalog(Fixtures.SpineFixture spine) : IAsyncLifetime
    {
        internal CommerceHost Host { get; } = new(spine);

        internal CatalogModel Model { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await Host.InitializeAsync();
            // A neighbour, whose products must not show.
            await CatalogModel.FillAsync(Host, 20, 1);
            Model = await CatalogModel.FillAsync(Host, 300, 2);
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
