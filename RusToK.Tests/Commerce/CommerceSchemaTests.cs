using System.Text.Json.Nodes;
using RusToK.Core.Commands;
using RusToK.Core.Identity.Access;
using RusToK.Tests.GraphQL;
using Xunit;

namespace RusToK.Tests.Commerce;

/// <summary>Every operation of the module over GraphQL: what it answers, who may ask for it, and that it stays within its tenant.</summary>
public sealed class CommerceSchemaTests(CommerceHost host) : IClassFixture<CommerceHost>
{
    [Fact]
    [Exercises(
        "createProduct", "updateProduct", "translateProduct", "removeProductTranslation", "activateProduct", "deactivateProduct", "archiveProduct", "restoreProduct",
        "deleteProduct", "createVariant", "updateVariant", "deleteVariant", "setPrices", "product", "products", "variant")]
    public async Task Products_with_their_variants_and_prices()
    {
        await using var api = new ShopApi(host);
        var story = new Story(host, api, await host.NewTenantAsync());

        var created = await story.TellAsync("""
            mutation { createProduct(input: { status: ACTIVE, vendor: "Acme", type: "Shirt", tags: ["blue", "new"],
                options: [{ name: "Size", values: ["S", "M", "L"] }], images: [{ url: "https://example.org/a.jpg", alt: "A shirt" }],
                translations: [{ title: "Ocean Shirt", description: "<p>Blue.</p>" }, { locale: "de", title: "Ozeanhemd" }],
                variants: [{ sku: "OCEAN-S", optionValues: ["S"], prices: [{ currency: "EUR", amount: "19.90", compareAt: "25" }, { currency: "JPY", amount: 3000 }] },
                           { sku: "OCEAN-M", optionValues: ["M"], weightGrams: 200, inventoryPolicy: CONTINUE, prices: [{ currency: "EUR", amount: 21 }] }] }) {
              id version product(currency: "EUR") { title handle status inStock options { name values } images { url alt } priceRange { min { amount } max { amount } }
                variants { id title sku optionValues { name value } price { amount compareAt currency } prices { amount currency } available inStock inventoryPolicy weightGrams } } } }
            """);
        var id = (string)created["createProduct"]!["id"]!;
        var product = created["createProduct"]!["product"]!;
        Assert.Equal(("Ocean Shirt", "ocean-shirt", "ACTIVE", true), ((string)product["title"]!, (string)product["handle"]!, (string)product["status"]!, (bool)product["inStock"]!));
        Assert.Equal("""{"min":{"amount":"19.90"},"max":{"amount":"21.00"}}""", product["priceRange"]!.ToJsonString());
        Assert.Equal("""[{"amount":"19.90","currency":"EUR"},{"amount":"3000","currency":"JPY"}]""", product["variants"]![0]!["prices"]!.ToJsonString());
        Assert.Equal("""{"amount":"19.90","compareAt":"25.00","currency":"EUR"}""", product["variants"]![0]!["price"]!.ToJsonString());
        Assert.Equal("""[{"name":"Size","value":"M"}]""", product["variants"]![1]!["optionValues"]!.ToJsonString());
        var (small, medium) = ((string)product["variants"]![0]!["id"]!, (string)product["variants"]![1]!["id"]!);

        await story.TellAsync($$"""mutation { updateProduct(input: { id: "{{id}}", vendor: null, tags: ["red"] }) { product { vendor tags type } } }""", "updateProduct.product", """{"vendor":null,"tags":["red"],"type":"Shirt"}""");
        await story.TellAsync($$"""mutation { translateProduct(input: { id: "{{id}}", translation: { locale: "de", title: "Meerhemd" } }) { product(locale: "de") { title handle locale } } }""",
            "translateProduct.product", """{"title":"Meerhemd","handle":"ozeanhemd","locale":"de"}""");
        var added = await story.TellAsync($$"""mutation { createVariant(input: { productId: "{{id}}", variant: { sku: "OCEAN-L", optionValues: ["l"] } }) { id version variant { title position product { title } } } }""");
        Assert.Equal("""{"title":"L","position":2,"product":{"title":"Ocean Shirt"}}""", added["createVariant"]!["variant"]!.ToJsonString());
        await story.TellAsync($$"""mutation { updateVariant(input: { productId: "{{id}}", id: "{{medium}}", sku: null, tracksInventory: false }) { variant { sku tracksInventory inventoryPolicy } } }""",
            "updateVariant.variant", """{"sku":null,"tracksInventory":false,"inventoryPolicy":"CONTINUE"}""");
        await story.TellAsync($$"""mutation { setPrices(input: { productId: "{{id}}", prices: [{ variantId: "{{small}}", currency: "EUR", amount: "18" }, { variantId: "{{small}}", currency: "JPY" }] }) { product { variants { prices { amount } } } } }""",
            "setPrices.product.variants.0.prices", """[{"amount":"18.00"}]""");

        await host.CatchUpAsync();
        await story.AskAsync("""{ product(handle: "ozeanhemd", locale: "de", currency: "EUR") { title locale variants { sku price { amount } } } }""",
            "product", """{"title":"Meerhemd","locale":"de","variants":[{"sku":"OCEAN-S","price":{"amount":"18.00"}},{"sku":null,"price":{"amount":"21.00"}},{"sku":"OCEAN-L","price":null}]}""");
        await story.AskAsync($$"""{ product(id: "{{id}}") { description seoTitle tags collections { title } category { name } } }""",
            "product", """{"description":"\u003Cp\u003EBlue.\u003C/p\u003E","seoTitle":null,"tags":["red"],"collections":[],"category":null}""");
        await story.AskAsync("""{ products(filter: { tags: ["red"] }, search: "ocean", currency: "EUR") { nodes { title } edges { cursor node { id } } pageInfo { hasNextPage } facets { types { value count } inStock isComplete price { min max } } } }""",
            "products.facets", """{"types":[{"value":"Shirt","count":1}],"inStock":1,"isComplete":true,"price":{"min":"18.00","max":"18.00"}}""");
        await story.AskAsync("""{ variant(sku: "OCEAN-S", currency: "EUR") { title price { amount } product { title inStock } } }""",
            "variant", """{"title":"S","price":{"amount":"18.00"},"product":{"title":"Ocean Shirt","inStock":true}}""");

        await story.TellAsync($$"""mutation { removeProductTranslation(input: { id: "{{id}}", locale: "de" }) { product(locale: "de") { locale } } }""", "removeProductTranslation.product.locale", "\"en\"");
        await story.TellAsync($$"""mutation { deactivateProduct(input: { id: "{{id}}" }) { product { status } } }""", "deactivateProduct.product.status", "\"DRAFT\"");
        await story.TellAsync($$"""mutation { activateProduct(input: { id: "{{id}}" }) { product { status } } }""", "activateProduct.product.status", "\"ACTIVE\"");
        await story.TellAsync($$"""mutation { archiveProduct(input: { id: "{{id}}" }) { product { status } } }""", "archiveProduct.product.status", "\"ARCHIVED\"");
        await story.TellAsync($$"""mutation { restoreProduct(input: { id: "{{id}}" }) { product { status } } }""", "restoreProduct.product.status", "\"DRAFT\"");
        await host.CatchUpAsync();
        await story.AskAsync("""{ product(handle: "ocean-shirt") { id } }""", "product", "null");
        Assert.Equal("FORBIDDEN", (await api.RefusedAsync(story.Tenant, Role.Customer, """{ product(handle: "ocean-shirt", status: null) { id } }""")).Code);
        Assert.Equal("UNAUTHENTICATED", (await api.RefusedAsync(story.Tenant, null, """{ products(filter: { status: DRAFT }) { nodes { id } } }""")).Code);
        Assert.Equal("FORBIDDEN", (await api.RefusedAsync(story.Tenant, Role.Customer, """{ products(filter: { status: null }) { nodes { id } } }""")).Code);
        var drafts = await api.DataAsync(story.Tenant, Role.Manager, """{ products(filter: { status: DRAFT }) { nodes { id translations { locale title } variants { onHand reserved lowStockThreshold } } } }""");
        Assert.Equal("""[{"locale":"en","title":"Ocean Shirt"}]""", drafts["products"]!["nodes"]![0]!["translations"]!.ToJsonString());

        await story.TellAsync($$"""mutation { deleteVariant(input: { productId: "{{id}}", id: "{{small}}" }) { id } }""", "deleteVariant.id", $"\"{small}\"");
        await story.TellAsync($$"""mutation { deleteProduct(input: { id: "{{id}}" }) { id } }""", "deleteProduct.id", $"\"{id}\"");
        await story.RefuseStrangersAsync();
    }

    [Fact]
    [Exercises(
        "createProductCategory", "updateProductCategory", "deleteProductCategory", "productCategory", "productCategories", "createCollection", "updateCollection",
        "deleteCollection", "addCollectionProducts", "removeCollectionProducts", "collection", "collections", "createPriceList", "updatePriceList", "deletePriceList", "priceLists")]
    public async Task Categories_collections_and_price_lists()
    {
        await using var api = new ShopApi(host);
        var story = new Story(host, api, await host.NewTenantAsync());
        var variant = Shop.Variant(10);
        var product = await host.SendAsync(story.Tenant, Shop.Product("Shirt", variant) with { Vendor = "Acme" });

        var category = (string)(await story.TellAsync("""mutation { createProductCategory(input: { translations: [{ name: "Clothes" }] }) { category { id name slug } } }"""))["createProductCategory"]!["category"]!["id"]!;
        var child = (string)(await story.TellAsync($$"""mutation { createProductCategory(input: { parentId: "{{category}}", position: 2, translations: [{ name: "Shirts" }] }) { category { id } } }"""))["createProductCategory"]!["category"]!["id"]!;
        await story.TellAsync($$"""mutation { updateProductCategory(input: { id: "{{child}}", position: 1, translations: [{ name: "All shirts" }] }) { category { name slug position } } }""",
            "updateProductCategory.category", """{"name":"All shirts","slug":"shirts","position":1}""");

        var manual = (string)(await story.TellAsync("""mutation { createCollection(input: { translations: [{ title: "Best of" }] }) { collection { id title handle kind } } }"""))["createCollection"]!["collection"]!["id"]!;
        var rules = (string)(await story.TellAsync("""mutation { createCollection(input: { kind: RULES, rules: [{ field: VENDOR, relation: EQUALS, value: "acme" }], translations: [{ title: "Acme" }] }) { collection { id rules { field relation value } } } }"""))["createCollection"]!["collection"]!["id"]!;
        await story.TellAsync($$"""mutation { addCollectionProducts(input: { id: "{{manual}}", productIds: ["{{product.Id}}"], index: 0 }) { collection { version } } }""", "addCollectionProducts.collection.version", "2");
        await story.TellAsync($$"""mutation { updateCollection(input: { id: "{{rules}}", translations: [{ title: "By Acme" }], matchAll: false }) { collection { title matchAll } } }""",
            "updateCollection.collection", """{"title":"By Acme","matchAll":false}""");

        var list = (string)(await story.TellAsync("""mutation { createPriceList(input: { name: "Sale", currency: "EUR", endsAt: "2099-01-01T00:00:00Z" }) { id name isActive } }"""))["createPriceList"]!["id"]!;
        await api.DataAsync(story.Tenant, Role.Manager, $$"""mutation { setPrices(input: { productId: "{{product.Id}}", prices: [{ variantId: "{{variant.Id}}", currency: "EUR", amount: "7.50", priceListId: "{{list}}" }] }) { id } }""");

        await host.CatchUpAsync();
        await story.AskAsync("""{ productCategories(roots: true) { nodes { name } pageInfo { hasNextPage } } }""", "productCategories.nodes", """[{"name":"Clothes"}]""");
        await story.AskAsync($$"""{ productCategories(parentId: "{{category}}") { nodes { name parent { name } } } }""", "productCategories.nodes", """[{"name":"All shirts","parent":{"name":"Clothes"}}]""");
        await story.AskAsync("""{ productCategory(slug: "shirts") { name position } }""", "productCategory", """{"name":"All shirts","position":1}""");
        await story.AskAsync("""{ collections { nodes { title products(first: 5, currency: "EUR") { title variants { price { amount compareAt priceListId } } } } } }""",
            "collections.nodes.1.products", """[{"title":"Shirt","variants":[{"price":{"amount":"7.50","compareAt":"10.00","priceListId":"LIST"}}]}]""".Replace("LIST", list, StringComparison.Ordinal));
        await story.AskAsync("""{ collection(handle: "best-of") { title kind products { title } } }""", "collection", """{"title":"Best of","kind":"MANUAL","products":[{"title":"Shirt"}]}""");
        await story.AskAsync($$"""{ products(filter: { collectionId: "{{manual}}" }, orderBy: POSITION) { nodes { title collections { title } } facets { collections { count collection { title } } categories { id } } } }""",
            "products.nodes", """[{"title":"Shirt","collections":[{"title":"Best of"},{"title":"By Acme"}]}]""");
        Assert.Equal("FORBIDDEN", (await api.RefusedAsync(story.Tenant, Role.Customer, """{ collection(handle: "by-acme") { rules { value } } collections { nodes { rules { value } } } }""")).Code);
        Assert.Equal("UNAUTHENTICATED", (await api.RefusedAsync(story.Tenant, null, """{ priceLists { name } }""")).Code);
        Assert.Equal("FORBIDDEN", (await api.RefusedAsync(story.Tenant, Role.Customer, """{ priceLists { name } }""")).Code);
        var lists = await api.DataAsync(story.Tenant, Role.Manager, """{ priceLists { name currency isActive startsAt } }""");
        Assert.Equal("""[{"name":"Sale","currency":"EUR","isActive":true,"startsAt":null}]""", lists["priceLists"]!.ToJsonString());

        await story.TellAsync($$"""mutation { updatePriceList(input: { id: "{{list}}", isActive: false, endsAt: null }) { isActive endsAt } }""", "updatePriceList", """{"isActive":false,"endsAt":null}""");
        await api.DataAsync(story.Tenant, Role.Manager, $$"""mutation { setPrices(input: { productId: "{{product.Id}}", prices: [{ variantId: "{{variant.Id}}", currency: "EUR", priceListId: "{{list}}" }] }) { id } }""");
        await story.TellAsync($$"""mutation { deletePriceList(input: { id: "{{list}}" }) { id } }""", "deletePriceList.id", $"\"{list}\"");
        await story.TellAsync($$"""mutation { removeCollectionProducts(input: { id: "{{manual}}", productIds: ["{{product.Id}}"] }) { collection { version } } }""", "removeCollectionProducts.collection.version", "3");
        await story.TellAsync($$"""mutation { deleteCollection(input: { id: "{{manual}}" }) { id version } }""", "deleteCollection.version", "4");
        await story.TellAsync($$"""mutation { deleteProductCategory(input: { id: "{{child}}" }) { id } }""", "deleteProductCategory.id", $"\"{child}\"");
        await story.RefuseStrangersAsync();
    }

    [Fact]
    [Exercises("createLocation", "updateLocation", "adjustStock", "setStock", "setLowStockThreshold", "inventory", "locations")]
    public async Task Inventory()
    {
        await using var api = new ShopApi(host);
        var story = new Story(host, api, await host.NewTenantAsync());
        var variant = Shop.Variant(sku: "SKU");
        var product = await host.SendAsync(story.Tenant, Shop.Product("Shirt", variant));

        var location = (string)(await story.TellAsync("""mutation { createLocation(input: { name: "Warehouse" }) { id name isActive position } }"""))["createLocation"]!["id"]!;
        await story.TellAsync($$"""mutation { updateLocation(input: { id: "{{location}}", name: "Main", position: 1 }) { name position version } }""", "updateLocation", """{"name":"Main","position":1,"version":2}""");
        await story.TellAsync($$"""mutation { setStock(input: { reason: "counted", counts: [{ variantId: "{{variant.Id}}", amount: 9, locationId: "{{location}}" }] }) { levels { onHand reserved available locationId } } }""",
            "setStock.levels", $$"""[{"onHand":9,"reserved":0,"available":9,"locationId":"{{location}}"}]""");
        await story.TellAsync($$"""mutation { adjustStock(input: { reason: "broken", moves: [{ variantId: "{{variant.Id}}", amount: -5 }] }) { levels { onHand } } }""", "adjustStock.levels", """[{"onHand":4}]""");
        await story.TellAsync("""mutation { setLowStockThreshold(input: { threshold: 3 }) { lowStockThreshold } }""", "setLowStockThreshold.lowStockThreshold", "3");

        await host.CatchUpAsync();
        const string Inventory = """{ inventory(filter: { lowOnly: true }) { nodes { sku onHand reserved available isLow levels { onHand } } pageInfo { hasNextPage } } }""";
        var low = await api.DataAsync(story.Tenant, Role.Manager, Inventory);
        Assert.Equal("""[{"sku":"SKU","onHand":4,"reserved":0,"available":4,"isLow":true,"levels":[{"onHand":4}]}]""", low["inventory"]!["nodes"]!.ToJsonString());
        var locations = await api.DataAsync(story.Tenant, Role.Manager, "{ locations { name isActive } }");
        Assert.Equal("""[{"name":"Main","isActive":true}]""", locations["locations"]!.ToJsonString());
        foreach (var query in new[] { Inventory, "{ locations { name } }", $$"""{ product(id: "{{product.Id}}") { variants { onHand } } }""" })
        {
            Assert.Equal("UNAUTHENTICATED", (await api.RefusedAsync(story.Tenant, null, query)).Code);
            Assert.Equal("FORBIDDEN", (await api.RefusedAsync(story.Tenant, Role.Customer, query)).Code);
        }

        Assert.Empty((await api.DataAsync(await host.NewTenantAsync(), Role.Manager, Inventory))["inventory"]!["nodes"]!.AsArray());
        await story.AskAsync($$"""{ product(id: "{{product.Id}}") { inStock variants { available inStock } } }""", "product", """{"inStock":true,"variants":[{"available":4,"inStock":true}]}""");
        await story.RefuseStrangersAsync();
    }

    [Fact]
    [Exercises("placeOrder", "confirmOrder", "payOrder", "shipOrder", "deliverOrder", "cancelOrder", "order", "orders", "myOrders")]
    public async Task Orders()
    {
        await using var api = new ShopApi(host);
        var story = new Story(host, api, await host.NewTenantAsync());
        var variant = await host.SoldAsync(story.Tenant, 10);
        var (customer, stranger) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        string Place(string key, int quantity) => $$"""
            mutation { placeOrder(input: { idempotencyKey: "{{key}}", currency: "EUR", lines: [{ variantId: "{{variant}}", quantity: {{quantity}} }],
                contact: { email: "Buyer@example.org", name: "B. Uyer" }, shippingAddress: { name: "B. Uyer", line1: "Street 1", city: "Berlin", country: "DE" }, note: "Ring twice" }) {
              order { id number status customerId total itemCount lines { quantity unitPrice total } contact { email note shippingAddress { city } } } } }
            """;

        var guest = (await api.DataAsync(story.Tenant, null, Place("guest", 1)))["placeOrder"]!["order"]!;
        Assert.Equal((null, "10.00", "PENDING"), ((string?)guest["customerId"], (string)guest["total"]!, (string)guest["status"]!));
        Assert.Equal("""{"email":"buyer@example.org","note":"Ring twice","shippingAddress":{"city":"Berlin"}}""", guest["contact"]!.ToJsonString());
        var mine = (await api.DataAsync(story.Tenant, Role.Customer, Place("mine", 2), customer))["placeOrder"]!["order"]!;
        Assert.Equal((customer.ToString(), "20.00", 2), ((string)mine["customerId"]!, (string)mine["total"]!, (int)mine["itemCount"]!));
        Assert.Equal((string)mine["id"]!, (string)(await api.DataAsync(story.Tenant, Role.Customer, Place("mine", 2), customer))["placeOrder"]!["order"]!["id"]!);
        Assert.Equal(("CONFLICT", "input.idempotencyKey", "idempotency"), await api.RefusedAsync(story.Tenant, Role.Customer, Place("mine", 3), customer));
        Assert.Equal(("CONFLICT", "input.lines[0].quantity", "stock"), await api.RefusedAsync(story.Tenant, null, Place("all", 11)));
        Assert.Equal("VALIDATION", (await api.RefusedAsync(await host.NewTenantAsync(), null, Place("elsewhere", 1))).Code);

        await host.CatchUpAsync();
        var id = (string)mine["id"]!;
        var one = $$"""{ order(id: "{{id}}") { number total contact { email } } }""";
        Assert.Equal((string)mine["number"]!, (string)(await api.DataAsync(story.Tenant, Role.Customer, one, customer))["order"]!["number"]!);
        Assert.Equal((string)mine["number"]!, (string)(await api.DataAsync(story.Tenant, Role.Manager, $$"""{ order(number: "{{mine["number"]}}") { number } }"""))["order"]!["number"]!);
        Assert.Equal("FORBIDDEN", (await api.RefusedAsync(story.Tenant, Role.Customer, one, stranger)).Code);
        Assert.Equal("UNAUTHENTICATED", (await api.RefusedAsync(story.Tenant, null, one)).Code);
        Assert.Null((await api.DataAsync(await host.NewTenantAsync(), Role.Manager, one))["order"]);

        const string All = "{ orders { nodes { id contact { email } } } }";
        Assert.Equal(2, (await api.DataAsync(story.Tenant, Role.Manager, All))["orders"]!["nodes"]!.AsArray().Count);
        Assert.Single((await api.DataAsync(story.Tenant, Role.Manager, $$"""{ orders(filter: { status: PENDING, customerId: "{{customer}}" }) { nodes { id } } }"""))["orders"]!["nodes"]!.AsArray());
        Assert.Equal("FORBIDDEN", (await api.RefusedAsync(story.Tenant, Role.Customer, All, customer)).Code);
        Assert.Equal("UNAUTHENTICATED", (await api.RefusedAsync(story.Tenant, null, All)).Code);
        Assert.Empty((await api.DataAsync(await host.NewTenantAsync(), Role.Manager, All))["orders"]!["nodes"]!.AsArray());
        Assert.Single((await api.DataAsync(story.Tenant, Role.Customer, "{ myOrders { nodes { id } } }", customer))["myOrders"]!["nodes"]!.AsArray());
        Assert.Empty((await api.DataAsync(story.Tenant, Role.Customer, "{ myOrders { nodes { id } } }", stranger))["myOrders"]!["nodes"]!.AsArray());
        Assert.Equal("UNAUTHENTICATED", (await api.RefusedAsync(story.Tenant, null, "{ myOrders { nodes { id } } }")).Code);

        await story.TellAsync($$"""mutation { confirmOrder(input: { id: "{{id}}" }) { order { status version } } }""", "confirmOrder.order", """{"status":"CONFIRMED","version":2}""");
        await story.TellAsync($$"""mutation { payOrder(input: { id: "{{id}}", paymentReference: "pi_1" }) { order { status paymentReference } } }""", "payOrder.order", """{"status":"PAID","paymentReference":"pi_1"}""");
        var cancel = $$"""mutation { cancelOrder(input: { id: "{{id}}" }) { order { status } } }""";
        Assert.Equal(("VALIDATION", "input.refundId", "required"), await api.RefusedAsync(story.Tenant, Role.Customer, cancel, customer));
        Assert.Equal("FORBIDDEN", (await api.RefusedAsync(story.Tenant, Role.Customer, $$"""mutation { cancelOrder(input: { id: "{{id}}", refundId: "mine" }) { order { status } } }""", customer)).Code);
        await story.TellAsync($$"""mutation { shipOrder(input: { id: "{{id}}", trackingNumber: "t" }) { order { status trackingNumber } } }""", "shipOrder.order", """{"status":"SHIPPED","trackingNumber":"t"}""");
        Assert.Equal(("CONFLICT", "input.id", "transition"), await api.RefusedAsync(story.Tenant, Role.Manager, cancel));
        await story.TellAsync($$"""mutation { deliverOrder(input: { id: "{{id}}" }) { order { status } } }""", "deliverOrder.order.status", "\"DELIVERED\"");

        var other = (string)(await api.DataAsync(story.Tenant, Role.Customer, Place("second", 1), customer))["placeOrder"]!["order"]!["id"]!;
        var cancelOther = $$"""mutation { cancelOrder(input: { id: "{{other}}", reason: "changed my mind" }) { order { status cancelReason } } }""";
        Assert.Equal("UNAUTHENTICATED", (await api.RefusedAsync(story.Tenant, null, cancelOther)).Code);
        Assert.Equal("FORBIDDEN", (await api.RefusedAsync(story.Tenant, Role.Customer, cancelOther, stranger)).Code);
        Assert.Equal("NOT_FOUND", (await api.RefusedAsync(await host.NewTenantAsync(), Role.Manager, cancelOther)).Code);
        Assert.Equal("""{"status":"CANCELLED","cancelReason":"changed my mind"}""", (await api.DataAsync(story.Tenant, Role.Customer, cancelOther, customer))["cancelOrder"]!["order"]!.ToJsonString());
        await story.RefuseStrangersAsync();
    }

    [Theory]
    [InlineData("{ products(first: {0}) { nodes { id title variants { id sku price(currency: \"EUR\") { amount } available } collections { id title } options { name } images { url } } } }", 1)]
    [InlineData("{ products(first: {0}, currency: \"EUR\", orderBy: PRICE_ASC, filter: { vendors: [\"Acme\"] }) { nodes { title description priceRange { min { amount } } inStock category { name parent { name } } } } }", 2)]
    [InlineData("{ products(first: {0}, search: \"shirt\") { nodes { title variants { title inStock } } facets { vendors { value count } collections { collection { title } } } } }", 3)]
    [InlineData("{ products(first: {0}, orderBy: TITLE_ASC, locale: \"de\") { nodes { title } pageInfo { endCursor } } }", 1)]
    [InlineData("{ collections(first: {0}) { nodes { title products(first: 3) { title variants { available } collections { title } } } } }", 2)]
    public async Task Twenty_cost_as_many_statements_as_two(string document, int statements)
    {
        await using var api = new ShopApi(host);
        var tenant = await FillAsync();
        // The first time PostgreSQL's types are looked up.
        await api.DataAsync(tenant, null, document.Replace("{0}", "2", StringComparison.Ordinal));

        var (two, few) = await api.CountedAsync(tenant, null, document.Replace("{0}", "2", StringComparison.Ordinal));
        var (twenty, many) = await api.CountedAsync(tenant, null, document.Replace("{0}", "20", StringComparison.Ordinal));

        Assert.Equal((2, 20), (CountOf(two), CountOf(twenty)));
        Assert.Equal((statements, statements), (few, many));
    }

    [Fact]
    public async Task Placing_an_order_is_one_round_trip()
    {
        await using var api = new ShopApi(host);
        var tenant = await host.NewTenantAsync();
        var variant = await host.SoldAsync(tenant, 10);
        string Place(int n) => $$"""mutation { placeOrder(input: { idempotencyKey: "k{{n}}", currency: "EUR", lines: [{ variantId: "{{variant}}", quantity: 1 }], contact: { email: "a@b.de" } }) { order { number total lines { title } } } }""";
        await api.DataAsync(tenant, null, Place(0));
        Assert.Equal(1, (await api.CountedAsync(tenant, null, Place(1))).RoundTrips);
    }

    private static int CountOf(JsonNode data) => (data["products"] ?? data["collections"])!["nodes"]!.AsArray().Count;

    private async Task<CommandContext> FillAsync()
    {
        var context = await host.NewTenantAsync();
        var categories = new List<Guid>();
        foreach (var name in new[] { "Clothes", "Shirts" })
            categories.Add((await host.SendAsync<Core.Commerce.Catalog.Categories.Commands.CreateProductCategory, Core.Commerce.Catalog.Categories.ProductCategoryResult>(
                context, new() { ParentId = categories.Count == 0 ? null : categories[0], Translations = [new Core.Content.NameText { Name = name }] })).Category.Id);
        var products = new List<Guid>();
        for (var i = 0; i < 22; i++)
            products.Add((await host.SendAsync(context, Shop.Sizes($"Shirt {i}", 10 + i) with { Vendor = "Acme", CategoryId = categories[i % 2] })).Id);
        for (var i = 0; i < 21; i++)
        {
            var collection = (await host.SendAsync<Core.Commerce.Catalog.Collections.Commands.CreateCollection, Core.Commerce.Catalog.Collections.CollectionResult>(
                context, new() { Translations = [new Core.Content.NameText { Name = $"Collection {i}" }] })).Collection.Id;
            await host.SendAsync<Core.Commerce.Catalog.Collections.Commands.AddCollectionProducts, Core.Commerce.Catalog.Collections.CollectionResult>(context, new(collection, [products[i], products[21]]));
        }

        await host.CatchUpAsync();
        return context;
    }

    /// <summary>What a manager does in a tenant; everything that was told is told again by those who may not.</summary>
    private sealed class Story(CommerceHost host, ShopApi api, CommandContext tenant)
    {
        private readonly List<string> _told = [];

        public CommandContext Tenant => tenant;

        /// <summary>A mutation, by a manager.</summary>
        public async Task<JsonNode> TellAsync(string mutation)
        {
            _told.Add(mutation);
            return await api.DataAsync(tenant, Role.Manager, mutation, null, "de");
        }

        /// <summary>A mutation, by a manager, and what it answers at a path.</summary>
        public async Task TellAsync(string mutation, string path, string expected) => Assert.Equal(expected, At(await TellAsync(mutation), path));

        /// <summary>A query, by nobody, and what it answers at a path; in another tenant nothing of it is there.</summary>
        public async Task AskAsync(string query, string path, string expected)
        {
            Assert.Equal(expected, At(await api.DataAsync(tenant, null, query, null, "de"), path));
            var elsewhere = (await api.ExecuteAsync(await host.NewTenantAsync(), Role.Manager, query))["data"]!;
            Assert.All(elsewhere.AsObject(), field => Assert.True(field.Value is null || field.Value["nodes"]!.AsArray().Count == 0, elsewhere.ToJsonString()));
        }

        public async Task RefuseStrangersAsync()
        {
            var elsewhere = await host.NewTenantAsync();
            foreach (var mutation in _told)
            {
                Assert.Equal("UNAUTHENTICATED", (await api.RefusedAsync(tenant, null, mutation)).Code);
                Assert.Equal("FORBIDDEN", (await api.RefusedAsync(tenant, Role.Customer, mutation)).Code);
                // What names a thing by id finds none of another tenant's.
                if (mutation.Contains("id: \"", StringComparison.Ordinal) || mutation.Contains("Id: \"", StringComparison.Ordinal))
                    Assert.Contains((await api.RefusedAsync(elsewhere, Role.Manager, mutation)).Code, new[] { "NOT_FOUND", "VALIDATION" });
            }
        }

        private static string At(JsonNode data, string path)
        {
            JsonNode? node = data;
            foreach (var part in path.Split('.'))
                node = int.TryParse(part, out var index) ? node![index] : node![part];
            return node?.ToJsonString() ?? "null";
        }
    }
}
