using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Collections;
using RusToK.Core.Commerce.Catalog.Collections.Commands;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Prices.Commands;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using Xunit;

namespace RusToK.Tests.Commerce;

public sealed class CollectionTests(CommerceHost host) : IClassFixture<CommerceHost>
{
    [Fact]
    public async Task Products_are_put_in_order_and_move_and_leave()
    {
        var context = await host.NewTenantAsync();
        var collection = await CreateAsync(context);
        var ids = new List<Guid>();
        for (var i = 0; i < 6; i++)
            ids.Add((await host.SendAsync(context, Shop.Product($"Product {i}"))).Id);

        await AddAsync(context, collection, null, ids[0], ids[1], ids[2]);
        Assert.Equal([0, 1, 2], await OrderAsync());
        await AddAsync(context, collection, 1, ids[3], ids[4]);
        Assert.Equal([0, 3, 4, 1, 2], await OrderAsync());
        await AddAsync(context, collection, 0, ids[2]);
        Assert.Equal([2, 0, 3, 4, 1], await OrderAsync());
        await AddAsync(context, collection, 99, ids[0], ids[5]);
        Assert.Equal([2, 3, 4, 1, 0, 5], await OrderAsync());
        await host.SendAsync<RemoveCollectionProducts, CollectionResult>(context, new RemoveCollectionProducts(collection, [ids[3], ids[0], Guid.CreateVersion7()]));
        Assert.Equal([2, 4, 1, 5], await OrderAsync());

        async Task<IEnumerable<int>> OrderAsync() => (await MembersAsync(context, collection)).Select(id => ids.IndexOf(id));
    }

    [Fact]
    public async Task Where_there_is_no_room_between_two_all_get_room_anew()
    {
        var context = await host.NewTenantAsync();
        var collection = await CreateAsync(context);
        var ids = new List<Guid>();
        for (var i = 0; i < 30; i++)
            ids.Add((await host.SendAsync(context, Shop.Product($"Product {i}"))).Id);
        await AddAsync(context, collection, null, [.. ids[..2]]);
        // Always into the same gap, which halves each time.
        for (var i = 2; i < 30; i++)
            await AddAsync(context, collection, 1, ids[i]);
        Assert.Equal([0, .. Enumerable.Range(2, 28).Reverse(), 1], (await MembersAsync(context, collection)).Select(id => ids.IndexOf(id)));
        Assert.Contains(await host.EventsAsync<CollectionProductsChanged>(context), e => e.Placed.Count > 10);
    }

    [Fact]
    public async Task Adding_what_is_in_its_place_tells_nothing()
    {
        var context = await host.NewTenantAsync();
        var collection = await CreateAsync(context);
        var product = (await host.SendAsync(context, Shop.Product())).Id;
        await AddAsync(context, collection, null, product);
        await host.SendAsync<RemoveCollectionProducts, CollectionResult>(context, new RemoveCollectionProducts(collection, [Guid.CreateVersion7()]));
        Assert.Single(await host.EventsAsync<CollectionProductsChanged>(context));
    }

    [Fact]
    public async Task A_rule_based_collection_follows_products_stock_and_rules()
    {
        var context = await host.NewTenantAsync();
        var products = new Dictionary<string, Guid>();
        foreach (var (name, vendor, price) in new[] { ("Red shirt", "Acme", 10m), ("Blue shirt", "acme", 30m), ("Red mug", "Other", 10m) })
            products[name] = (await host.SendAsync(context, Shop.Product(name, Shop.Variant(price)) with { Vendor = vendor, Tags = [name.Split(' ')[0]] })).Id;
        var acme = await CreateAsync(context, true, new CollectionRule(RuleField.Vendor, RuleRelation.Equals, "ACME"));
        Assert.Equal(["Blue shirt", "Red shirt"], await NamesAsync(acme));

        await host.SendAsync(context, new UpdateProduct(products["Red mug"]) { Vendor = "Acme" });
        Assert.Equal(["Blue shirt", "Red mug", "Red shirt"], await NamesAsync(acme));
        await host.SendAsync(context, new DeleteProduct(products["Red shirt"]));
        Assert.Equal(["Blue shirt", "Red mug"], await NamesAsync(acme));

        await host.SendAsync<UpdateCollection, CollectionResult>(context, new UpdateCollection(acme)
        {
            MatchAll = false,
            Rules = Change.To<IReadOnlyList<CollectionRule>>([new(RuleField.Price, RuleRelation.GreaterThan, "20", "EUR"), new(RuleField.Stock, RuleRelation.GreaterThan, "5")]),
        });
        Assert.Equal(["Blue shirt"], await NamesAsync(acme));
        await host.LocateAsync(context);
        var variant = await host.ScalarAsync<Guid>("SELECT id FROM commerce.variants WHERE product_id = $1", products["Red mug"]);
        await host.StockAsync(context, (variant, 6));
        Assert.Equal(["Blue shirt", "Red mug"], await NamesAsync(acme));
        await host.PlaceAsync(context, Shop.Order("k", (variant, 1)));
        Assert.Equal(["Blue shirt"], await NamesAsync(acme));
        await host.SendAsync(context, new SetPrices(products["Red mug"], [new PriceChange(variant, "EUR", 20.01m)]));
        Assert.Equal(["Blue shirt", "Red mug"], await NamesAsync(acme));
        await host.SendAsync<DeleteCollection, CollectionResult>(context, new DeleteCollection(acme));
        Assert.Empty(await NamesAsync(acme));

        async Task<IEnumerable<string>> NamesAsync(Guid collection) =>
            (await MembersAsync(context, collection)).Select(id => products.Single(p => p.Value == id).Key).Order(StringComparer.Ordinal);
    }

    public static TheoryData<CollectionRule, string> Rules => new()
    {
        { new(RuleField.Vendor, RuleRelation.Equals, "acme"), "A" },
        { new(RuleField.Vendor, RuleRelation.NotEquals, "acme"), "B C" },
        { new(RuleField.Vendor, RuleRelation.StartsWith, "AC"), "A" },
        { new(RuleField.Vendor, RuleRelation.EndsWith, "co"), "B" },
        { new(RuleField.Type, RuleRelation.Contains, "HIR"), "A" },
        { new(RuleField.Type, RuleRelation.NotContains, "hir"), "B C" },
        { new(RuleField.Tag, RuleRelation.Equals, "Blue"), "A B" },
        { new(RuleField.Tag, RuleRelation.NotEquals, "blue"), "C" },
        { new(RuleField.Tag, RuleRelation.StartsWith, "bl"), "A B" },
        { new(RuleField.Title, RuleRelation.Contains, "hemd"), "A" },
        { new(RuleField.Title, RuleRelation.NotContains, "mug"), "A C" },
        { new(RuleField.Price, RuleRelation.GreaterThan, "10", "EUR"), "B" },
        { new(RuleField.Price, RuleRelation.LessThan, "10.01", "EUR"), "A" },
        { new(RuleField.Price, RuleRelation.Equals, "10.00", "EUR"), "A" },
        { new(RuleField.Price, RuleRelation.NotEquals, "10", "EUR"), "B" },
        { new(RuleField.Price, RuleRelation.GreaterThan, "0", "USD"), "" },
        { new(RuleField.Stock, RuleRelation.LessThan, "1"), "A B C" },
        { new(RuleField.Stock, RuleRelation.Equals, "0"), "A B C" },
        { new(RuleField.Stock, RuleRelation.GreaterThan, "-1"), "A B C" },
    };

    [Theory]
    [MemberData(nameof(Rules), DisableDiscoveryEnumeration = true)]
    public async Task Each_relation_holds_for_what_it_says(CollectionRule rule, string expected)
    {
        var context = await host.NewTenantAsync();
        var products = new Dictionary<Guid, string>
        {
            [(await host.SendAsync(context, Shop.Product("Shirt", Shop.Variant(10), Shop.Variant(20)) with
            {
                Vendor = "Acme",
                Type = "T-Shirt",
                Tags = ["blue", "new"],
                Translations = [Shop.Text("Shirt"), Shop.Text("Ein Hemd", "de")],
                Options = [new ProductOption("Size", ["S", "M"])],
                Variants = [Shop.Variant(10) with { OptionValues = ["S"] }, Shop.Variant(20) with { OptionValues = ["M"] }],
            })).Id] = "A",
            [(await host.SendAsync(context, Shop.Product("Mug", Shop.Variant(11)) with { Vendor = "Mug Co", Type = "Mug", Tags = ["Blue"] })).Id] = "B",
            [(await host.SendAsync(context, new CreateProduct { Translations = [Shop.Text("Nothing")] })).Id] = "C",
        };
        var collection = await CreateAsync(context, true, rule);
        Assert.Equal(expected, string.Join(' ', (await MembersAsync(context, collection)).Select(id => products[id]).Order()));
    }

    [Fact]
    public async Task Rules_have_their_bounds()
    {
        var context = await host.NewTenantAsync();
        Task<InvalidInputException> RefusedAsync(CollectionKind kind, params CollectionRule[] rules) => host.RefusedAsync<InvalidInputException, CreateCollection, CollectionResult>(
            context, new CreateCollection { Kind = kind, Rules = rules, Translations = [new NameText { Name = "C" }] });
        var vendor = new CollectionRule(RuleField.Vendor, RuleRelation.Equals, "Acme");

        Assert.Equal(["rules:absent"], (await RefusedAsync(CollectionKind.Manual, vendor)).Rules());
        Assert.Equal(["rules:count"], (await RefusedAsync(CollectionKind.Rules)).Rules());
        Assert.Equal(["rules:count"], (await RefusedAsync(CollectionKind.Rules, [.. Enumerable.Repeat(vendor, 61)])).Rules());
        Assert.Equal(["rules[0].value:max-length"], (await RefusedAsync(CollectionKind.Rules, vendor with { Value = new string('v', 256) })).Rules());
        Assert.Equal(["rules[0].relation:one-of"], (await RefusedAsync(CollectionKind.Rules, vendor with { Relation = RuleRelation.GreaterThan })).Rules());
        Assert.Equal(["rules[0].currency:absent"], (await RefusedAsync(CollectionKind.Rules, vendor with { Currency = "EUR" })).Rules());
        Assert.Equal(["rules[0].currency:iso-4217"], (await RefusedAsync(CollectionKind.Rules, new CollectionRule(RuleField.Price, RuleRelation.LessThan, "1"))).Rules());
        Assert.Equal(["rules[0].value:number"], (await RefusedAsync(CollectionKind.Rules, new CollectionRule(RuleField.Price, RuleRelation.LessThan, "cheap", "EUR"))).Rules());
        Assert.Equal(["rules[0].value:decimals"], (await RefusedAsync(CollectionKind.Rules, new CollectionRule(RuleField.Price, RuleRelation.LessThan, "1.001", "EUR"))).Rules());
        Assert.Equal(["rules[0].value:number", "rules[0].relation:one-of"],
            (await RefusedAsync(CollectionKind.Rules, new CollectionRule(RuleField.Stock, RuleRelation.Contains, "1.5"))).Rules().Reverse());
        await CreateAsync(context, true, [.. Enumerable.Repeat(vendor, 60)]);
    }

    [Fact]
    public async Task Products_of_a_collection_have_their_bounds()
    {
        var context = await host.NewTenantAsync();
        var manual = await CreateAsync(context);
        var rules = await CreateAsync(context, true, new CollectionRule(RuleField.Vendor, RuleRelation.Equals, "Acme"));
        var foreign = (await host.SendAsync(await host.NewTenantAsync(), Shop.Product())).Id;
        Task<TRefusal> RefusedAsync<TRefusal>(Guid collection, params Guid[] ids)
            where TRefusal : DomainException => host.RefusedAsync<TRefusal, AddCollectionProducts, CollectionResult>(context, new AddCollectionProducts(collection, ids, -1));

        Assert.Equal(["productIds:count", "index:range"], (await RefusedAsync<InvalidInputException>(manual)).Rules());
        Assert.Equal(["productIds[1]:unique", "index:range"], (await RefusedAsync<InvalidInputException>(manual, foreign, foreign)).Rules());
        Assert.Equal(["productIds[0]:exists"], (await host.RefusedAsync<InvalidInputException, AddCollectionProducts, CollectionResult>(context, new(manual, [foreign]))).Rules());
        Assert.Equal(["id:manual"], (await host.RefusedAsync<ConflictException, AddCollectionProducts, CollectionResult>(context, new(rules, [foreign]))).Rules());
        Assert.Equal(["productIds:count"], (await host.RefusedAsync<InvalidInputException, RemoveCollectionProducts, CollectionResult>(
            context, new(manual, [.. Enumerable.Range(0, 251).Select(_ => Guid.CreateVersion7())]))).Rules());
    }

    [Fact]
    public async Task Titles_and_handles_are_as_those_of_everything_else()
    {
        var context = await host.NewTenantAsync();
        var one = await host.SendAsync<CreateCollection, CollectionResult>(context, new CreateCollection { Translations = [new NameText { Name = "Summer Sale" }] });
        var two = await host.SendAsync<CreateCollection, CollectionResult>(context, new CreateCollection { Translations = [new NameText { Name = "Summer Sale" }] });
        Assert.Equal(["summer-sale", "summer-sale-2"], new[] { one, two }.Select(c => c.Translations[0].Slug));
        Assert.Equal(["translations[0].slug:unique"], (await host.RefusedAsync<ConflictException, UpdateCollection, CollectionResult>(
            context, new UpdateCollection(two.Collection.Id) { Translations = [new NameText { Name = "Other", Slug = "summer-sale" }] })).Rules());
        var german = await host.SendAsync<UpdateCollection, CollectionResult>(
            context, new UpdateCollection(two.Collection.Id) { Translations = [new NameText { Locale = "de", Name = "Ausverkauf" }], RemovedLocales = ["en"] });
        Assert.Equal(["de"], german.Translations.Select(t => t.Locale));
        Assert.Equal(["removedLocales:last-translation"], (await host.RefusedAsync<ConflictException, UpdateCollection, CollectionResult>(
            context, new UpdateCollection(two.Collection.Id) { RemovedLocales = ["de"] })).Rules());
    }

    private async Task<Guid> CreateAsync(CommandContext context, bool matchAll = true, params CollectionRule[] rules) =>
        (await host.SendAsync<CreateCollection, CollectionResult>(context, new CreateCollection
        {
            Kind = rules.Length == 0 ? CollectionKind.Manual : CollectionKind.Rules,
            MatchAll = matchAll,
            Rules = rules,
            Translations = [new NameText { Name = "A collection" }],
        })).Collection.Id;

    private Task<CollectionResult> AddAsync(CommandContext context, Guid collection, int? index, params Guid[] products) =>
        host.SendAsync<AddCollectionProducts, CollectionResult>(context, new AddCollectionProducts(collection, products, index));

    /// <summary>As the read model has it.</summary>
    private async Task<IReadOnlyList<Guid>> MembersAsync(CommandContext context, Guid collection)
    {
        await host.CatchUpAsync();
        return await host.ScalarAsync<Guid[]>(
            "SELECT ARRAY(SELECT product_id FROM read.collection_products WHERE tenant_id = $1 AND collection_id = $2 AND is_member ORDER BY position, product_id)",
            context.TenantId, collection);
    }
}
