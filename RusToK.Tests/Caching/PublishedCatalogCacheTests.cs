using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Commerce.Inventory;
using RusToK.Core.Commerce.Inventory.Commands;
using RusToK.Tests.Commerce;
using RusToK.Tests.Fixtures;
using StackExchange.Redis;
using Xunit;

namespace RusToK.Tests.Caching;

/// <summary>What buyers are shown is remembered whole, with variants, prices and stock, until an event says otherwise.</summary>
public sealed class PublishedCatalogCacheTests(CachedReplicas replicas) : IClassFixture<CachedReplicas>
{
    private const string ByHandle = """
        query($handle: String!) { product(handle: $handle, currency: "EUR") {
          id title description vendor tags inStock options { name values } priceRange { min { amount } max { amount } }
          variants { title sku optionValues { name value } price { amount compareAt } available } collections { title } } }
        """;

    private const string List = """{ products(first: 10, currency: "EUR") { nodes { title inStock variants { available price { amount } } } } }""";

    [Fact]
    public async Task A_product_comes_from_Redis_as_it_came_from_the_database()
    {
        var (tenant, _) = await SoldAsync("An ocean shirt");
        var loaded = await CachedReplicas.AskAsync(replicas.First, tenant, ByHandle, new { handle = "an-ocean-shirt" });
        Assert.Equal("An ocean shirt", (string?)loaded["data"]!["product"]!["title"]);
        Assert.Equal(3, loaded["data"]!["product"]!["variants"]!.AsArray().Count);
        var list = await CachedReplicas.AskAsync(replicas.First, tenant, List);
        await Eventually.HoldsAsync(async () => await CountAsync("*products*") >= 2, ModuleHost.Cancellation, "Redis has the product and the page");
        using var seen = new SqlStatements(replicas.Modules.Database);

        var fromRedis = await CachedReplicas.AskAsync(replicas.Second, tenant, ByHandle, new { handle = "an-ocean-shirt" });
        var listFromRedis = await CachedReplicas.AskAsync(replicas.Second, tenant, List);

        Assert.Equal(loaded["data"]!.ToJsonString(), fromRedis["data"]!.ToJsonString());
        Assert.Equal(list["data"]!.ToJsonString(), listFromRedis["data"]!.ToJsonString());
        Assert.DoesNotContain(seen.All, s => s.StartsWith("SELECT read.product", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_sold_out_is_so_in_both_replicas()
    {
        var (tenant, variant) = await SoldAsync("A last one");
        foreach (var replica in (HttpClient[])[replicas.First, replicas.Second])
            Assert.Equal(5, await AvailableAsync(replica, tenant));

        await replicas.Modules.SendAsync<AdjustStock, IReadOnlyList<StockResult>>(tenant, new AdjustStock([new StockMove(variant, -5)], "sold"));
        await replicas.CatchUpAsync(tenant);

        await Eventually.HoldsAsync(
            async () => await AvailableAsync(replicas.First, tenant) == 0 && await AvailableAsync(replicas.Second, tenant) == 0, ModuleHost.Cancellation);
    }

    private static async Task<int> AvailableAsync(HttpClient replica, CommandContext tenant) =>
        (int)(await CachedReplicas.AskAsync(replica, tenant, List))["data"]!["products"]!["nodes"]![0]!["variants"]![0]!["available"]!;

    private async Task<(CommandContext Tenant, Guid Variant)> SoldAsync(string title)
    {
        var tenant = await replicas.Modules.NewTenantAsync();
        var product = Shop.Sizes(title);
        await replicas.Modules.SendAsync<CreateProduct, ProductResult>(tenant, product);
        await replicas.Modules.SendAsync<CreateLocation, Location>(tenant, new CreateLocation { Name = "Warehouse" });
        await replicas.Modules.SendAsync<SetStock, IReadOnlyList<StockResult>>(
            tenant, new SetStock([.. product.Variants.Select(v => new StockMove(v.Id!.Value, 5))], "counted"));
        // Nobody has asked for any of it, so nobody has to be told.
        await replicas.Modules.CatchUpAsync(tenant.TenantId);
        return (tenant, product.Variants[0].Id!.Value);
    }

    private async Task<int> CountAsync(string pattern)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(replicas.Redis);
        var count = 0;
        await foreach (var key in redis.GetServer(redis.GetEndPoints()[0]).KeysAsync(pattern: "rustok:cache:" + pattern))
            count += ((string)key!).Contains("__fc", StringComparison.Ordinal) ? 0 : 1;
        return count;
    }
}
