using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Categories;
using RusToK.Core.Commerce.Catalog.Categories.Commands;
using RusToK.Core.Commerce.Catalog.Collections;
using RusToK.Core.Commerce.Catalog.Collections.Commands;
using RusToK.Core.Commerce.Catalog.Prices;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Content;

namespace RusToK.Tests.Commerce;

/// <summary>What a product is to a list, in a form that a list is computed from by brute force.</summary>
internal sealed record ModelProduct(
    Guid Id, ProductStatus Status, string? Vendor, string? Type, IReadOnlyList<string> Tags, Guid? Category, IReadOnlyDictionary<string, string> Titles,
    IReadOnlyList<decimal> Prices, bool InStock, DateTimeOffset CreatedAt)
{
    public List<Guid> Collections { get; } = [];

    public decimal? Lowest => Prices.Count == 0 ? null : Prices.Min();
}

/// <summary>A catalog of some hundred products that went through commands and projection, with a copy in memory.</summary>
internal sealed class CatalogModel
{
    private static readonly string[] Vendors = ["Acme", "Bolt", "Cord", "Dune"];
    private static readonly string[] Types = ["Shirt", "Mug", "Lamp"];
    private static readonly string[] AllTags = ["blue", "red", "new", "sale", "wool"];

    private CatalogModel(CommandContext context) => Context = context;

    public CommandContext Context { get; }

    public List<ModelProduct> Products { get; } = [];

    /// <summary>Each category with itself and all below it.</summary>
    public Dictionary<Guid, HashSet<Guid>> Below { get; } = [];

    public List<Guid> Collections { get; } = [];

    /// <summary>The manual collection, in its order.</summary>
    public List<Guid> Ordered { get; } = [];

    public static async Task<CatalogModel> FillAsync(CommerceHost host, int count, int seed)
    {
        var random = new Random(seed);
        var model = new CatalogModel(await host.NewTenantAsync());
        await host.LocateAsync(model.Context);
        var categories = await model.FillCategoriesAsync(host);
        for (var i = 0; i < count; i++)
            model.Products.Add(await model.CreateAsync(host, random, i, categories));
        await model.FillCollectionsAsync(host, random);
        await host.CatchUpAsync();
        return model;
    }

    /// <summary>The ids of a list in its order, computed by brute force.</summary>
    public IEnumerable<ModelProduct> List(ProductList list)
    {
        var found = Products.Where(p => Fits(p, list.Filter) && Title(p, list.Locales) is not null);
        return list.Order switch
        {
            ProductOrder.CreatedAtAsc => found.OrderBy(p => p.CreatedAt).ThenBy(p => p.Id),
            ProductOrder.TitleAsc => found.OrderBy(p => Title(p, list.Locales), StringComparer.Ordinal).ThenBy(p => p.Id),
            ProductOrder.TitleDesc => found.OrderByDescending(p => Title(p, list.Locales), StringComparer.Ordinal).ThenByDescending(p => p.Id),
            ProductOrder.PriceAsc => found.Where(p => p.Lowest is not null).OrderBy(p => p.Lowest).ThenBy(p => p.Id),
            ProductOrder.PriceDesc => found.Where(p => p.Lowest is not null).OrderByDescending(p => p.Lowest).ThenByDescending(p => p.Id),
            ProductOrder.Position => found.OrderBy(p => Ordered.IndexOf(p.Id)),
            // Nothing was changed after it was made but its stock, which does not count.
            _ => found.OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id),
        };
    }

    public bool Fits(ModelProduct p, ProductFilter filter) =>
        (filter.Status is null || p.Status == filter.Status)
        && (filter.Vendors.Count == 0 || filter.Vendors.Contains(p.Vendor))
        && (filter.Types.Count == 0 || filter.Types.Contains(p.Type))
        && (filter.Tags.Count == 0 || filter.Tags.Any(t => p.Tags.Contains(t)))
        && (filter.CollectionId is not { } collection || p.Collections.Contains(collection))
        && (filter.CategoryId is not { } category || (p.Category is { } own && Below.TryGetValue(category, out var below) && below.Contains(own)))
        && (filter.InStock is not { } inStock || p.InStock == inStock)
        && (filter.Price is not { } price || (p.Lowest >= (price.Min ?? 0) && p.Lowest <= (price.Max ?? decimal.MaxValue)));

    public ProductFilter RandomFilter(Random random) => new()
    {
        Status = random.Next(5) switch { 0 => null, 1 => ProductStatus.Draft, _ => ProductStatus.Active },
        Vendors = random.Next(3) == 0 ? Some(random, Vendors) : [],
        Types = random.Next(4) == 0 ? Some(random, Types) : [],
        Tags = random.Next(4) == 0 ? Some(random, AllTags) : [],
        CollectionId = random.Next(5) == 0 ? Collections[random.Next(Collections.Count)] : null,
        CategoryId = random.Next(5) == 0 ? Below.Keys.ElementAt(random.Next(Below.Count)) : null,
        InStock = random.Next(5) == 0 ? random.Next(2) == 0 : null,
        Price = random.Next(5) == 0 ? new PriceFilter("EUR", random.Next(2) == 0 ? random.Next(30) : null, random.Next(2) == 0 ? random.Next(10, 50) : null) : null,
    };

    public static string? Title(ModelProduct p, IReadOnlyList<string> locales) => locales.Select(l => p.Titles.GetValueOrDefault(l)).FirstOrDefault(t => t is not null);

    private static string[] Some(Random random, string[] of) => [.. of.Where(_ => random.Next(2) == 0).DefaultIfEmpty(of[0])];

    private async Task<List<Guid>> FillCategoriesAsync(CommerceHost host)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 6; i++)
        {
            Guid? parent = i < 2 ? null : ids[(i - 2) / 2];
            ids.Add((await host.SendAsync<CreateProductCategory, ProductCategoryResult>(
                Context, new CreateProductCategory { ParentId = parent, Position = 9 - i, Translations = [new NameText { Name = $"Category {i}" }] })).Category.Id);
            Below[ids[i]] = [ids[i]];
            for (var above = i; above >= 2; above = (above - 2) / 2)
                Below[ids[(above - 2) / 2]].Add(ids[i]);
        }

        return ids;
    }

    private async Task<ModelProduct> CreateAsync(CommerceHost host, Random random, int i, List<Guid> categories)
    {
        // Of one length, lower case letters and digits only: every alphabet orders them alike. Some titles are many products'.
        var titles = new Dictionary<string, string> { [random.Next(4) == 0 ? "de" : "en"] = $"title {random.Next(60):000}" };
        if (random.Next(3) == 0)
            titles["de"] = $"titel {random.Next(60):000}";
        var sizes = Enumerable.Range(0, random.Next(1, 4)).Select(n => $"Size {n}").ToList();
        var variants = sizes.Select(s => Shop.Variant(random.Next(1, 60), tracks: random.Next(5) > 0) with { OptionValues = [s] })
            .Select(v => random.Next(12) == 0 ? v with { Prices = [new PriceDraft("USD", 1)] } : v).ToList();
        var command = new CreateProduct
        {
            Status = random.Next(5) == 0 ? ProductStatus.Draft : ProductStatus.Active,
            Vendor = random.Next(6) == 0 ? null : Vendors[random.Next(Vendors.Length)],
            Type = random.Next(6) == 0 ? null : Types[random.Next(Types.Length)],
            Tags = [.. AllTags.Where(_ => random.Next(4) == 0)],
            CategoryId = random.Next(3) == 0 ? null : categories[random.Next(categories.Count)],
            Options = [new ProductOption("Size", sizes)],
            Translations = [.. titles.Select(t => Shop.Text(t.Value, t.Key, handle: $"product-{t.Key}-{i}"))],
            Variants = variants,
        };
        var product = await host.SendAsync(Context, command);
        var stocked = random.Next(2) == 0;
        if (stocked)
            await host.StockAsync(Context, (variants[0].Id!.Value, random.Next(1, 9)));
        return new ModelProduct(
            product.Id, product.Status, product.Vendor, product.Type, product.Tags, product.CategoryId, titles,
            [.. variants.SelectMany(v => v.Prices).Where(p => p.Currency == "EUR").Select(p => p.Amount)],
            stocked || variants.Any(v => !v.TracksInventory), product.CreatedAt);
    }

    private async Task FillCollectionsAsync(CommerceHost host, Random random)
    {
        async Task<Guid> CreateAsync(params CollectionRule[] rules)
        {
            var result = await host.SendAsync<CreateCollection, CollectionResult>(Context, new CreateCollection
            {
                Kind = rules.Length == 0 ? CollectionKind.Manual : CollectionKind.Rules,
                Rules = rules,
                Translations = [new NameText { Name = $"Collection {Collections.Count}" }],
            });
            Collections.Add(result.Collection.Id);
            return result.Collection.Id;
        }

        var manual = await CreateAsync();
        foreach (var chunk in Products.Where(_ => random.Next(3) == 0).OrderBy(_ => random.Next()).Chunk(100))
        {
            await host.SendAsync<AddCollectionProducts, CollectionResult>(Context, new AddCollectionProducts(manual, [.. chunk.Select(p => p.Id)]));
            Ordered.AddRange(chunk.Select(p => p.Id));
        }

        var blue = await CreateAsync(new CollectionRule(RuleField.Tag, RuleRelation.Equals, "blue"));
        var cheap = await CreateAsync(new CollectionRule(RuleField.Price, RuleRelation.LessThan, "20", "EUR"), new CollectionRule(RuleField.Vendor, RuleRelation.NotEquals, "Acme"));
        foreach (var product in Products)
        {
            if (Ordered.Contains(product.Id))
                product.Collections.Add(manual);
            if (product.Tags.Contains("blue"))
                product.Collections.Add(blue);
            if (product.Lowest < 20 && product.Vendor != "Acme")
                product.Collections.Add(cheap);
        }
    }
}
