using RusToK.Core.Commerce.Catalog.Variants.Commands;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Inventory;
using RusToK.Core.Commerce.Inventory.Commands;
using RusToK.Core.Commerce.Inventory.Events;
using RusToK.Core.Commerce.Orders;
using RusToK.Core.Commerce.Orders.Commands;
using RusToK.Core.Errors;
using Xunit;

namespace RusToK.Tests.Commerce;

public sealed class InventoryTests(CommerceHost host) : IClassFixture<CommerceHost>
{
    [Fact]
    public async Task Stock_is_counted_and_moved_by_location_and_told_of_whole()
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, 7);
        var shop = await host.LocateAsync(context, "Shop", 1);

        Assert.Equal(10, await host.AdjustAsync(context, variant, 3, shop.Id));
        Assert.Equal(8, await host.AdjustAsync(context, variant, -2));

        var told = await host.EventsAsync<InventoryAdjusted>(context);
        Assert.Equal([(7, 7), (10, 3), (8, -2)], told.Select(e => (e.OnHand, e.OnHandChange)));
        Assert.Equal([(5, 0), (3, 0)], told[^1].Levels.OrderBy(l => l.LocationId == shop.Id).Select(l => (l.OnHand, l.Reserved)));
        Assert.Equal(["counted", "test", "test"], told.Select(e => e.Reason));
        Assert.Equal([1, 2, 3], (await host.ReadLogAsync(context)).Where(e => e.Type == "inventory.adjusted").Select(e => (int)e.AggregateVersion));
        Assert.Equal((8, 0), await host.TruthAsync(variant));
    }

    [Fact]
    public async Task Many_movements_at_once_lose_none()
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, 100);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => host.AdjustAsync(context, variant, i % 2 == 0 ? 3 : -1)));
        Assert.Equal((100 + 30 * 3 - 30, 0), await host.TruthAsync(variant));
        var versions = (await host.ReadLogAsync(context)).Where(e => e.AggregateType == "inventory").Select(e => e.AggregateVersion).ToList();
        Assert.Equal(Enumerable.Range(1, versions.Count).Select(i => (long)i), versions);
    }

    [Fact]
    public async Task A_movement_that_moves_nothing_tells_nothing()
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, 7);
        await host.StockAsync(context, (variant, 7));
        Assert.Single(await host.EventsAsync<InventoryAdjusted>(context));
    }

    [Fact]
    public async Task All_movements_happen_or_none()
    {
        var context = await host.NewTenantAsync();
        var (one, two) = (await host.SoldAsync(context, 5), await host.SoldAsync(context, 5));
        var refused = await host.RefusedAsync<InvalidInputException, AdjustStock, IReadOnlyList<StockResult>>(
            context, new AdjustStock([new StockMove(one, -1), new StockMove(two, -6)], "damaged"));
        Assert.Equal("moves[1].amount:range", Assert.Single(refused.Rules()));
        Assert.Contains("5 are on hand", refused.Message, StringComparison.Ordinal);
        Assert.Equal((5, 0), await host.TruthAsync(one));
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_moved()
    {
        var context = await host.NewTenantAsync();
        var foreign = await host.SoldAsync(await host.NewTenantAsync(), 5);
        var variant = Shop.Variant();
        await host.SendAsync(context, Shop.Product("No location", variant));
        Assert.Equal(["moves[0].locationId:exists"], (await AdjustRefusedAsync(new StockMove(variant.Id!.Value, 1))).Rules());
        var location = await host.LocateAsync(context);
        await host.SendAsync<UpdateLocation, Location>(context, new UpdateLocation(location.Id) { IsActive = false });
        Assert.Equal(
            ["moves[0].variantId:exists", "moves[1].locationId:exists", "moves[2].locationId:exists"],
            (await AdjustRefusedAsync(new StockMove(foreign, 1), new StockMove(variant.Id.Value, 1, location.Id), new StockMove(variant.Id.Value, 1, Guid.CreateVersion7()))).Rules());

        Task<InvalidInputException> AdjustRefusedAsync(params StockMove[] moves) =>
            host.RefusedAsync<InvalidInputException, AdjustStock, IReadOnlyList<StockResult>>(context, new AdjustStock(moves, "test"));
    }

    [Fact]
    public async Task Movements_have_their_bounds()
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, 5);
        Task<InvalidInputException> SetRefusedAsync(string reason, params StockMove[] counts) =>
            host.RefusedAsync<InvalidInputException, SetStock, IReadOnlyList<StockResult>>(context, new SetStock(counts, reason));

        Assert.Equal(["reason:required", "counts:count"], (await SetRefusedAsync(" ")).Rules());
        Assert.Equal(["counts[0].amount:range"], (await SetRefusedAsync("r", new StockMove(variant, -1))).Rules());
        Assert.Equal(["counts[1]:unique", "counts[1].amount:range"], (await SetRefusedAsync("r", new StockMove(variant, 1), new StockMove(variant, InventoryRules.MaxOnHand + 1))).Rules());
        await host.StockAsync(context, (variant, InventoryRules.MaxOnHand));
        Assert.Equal(["moves[0].amount:range"], (await host.RefusedAsync<InvalidInputException, AdjustStock, IReadOnlyList<StockResult>>(
            context, new AdjustStock([new StockMove(variant, 1)], "r"))).Rules());
    }

    [Theory]
    [InlineData(6, 1, false)]
    [InlineData(5, 1, true)]
    [InlineData(10, 5, false)]
    [InlineData(10, 6, true)]
    public async Task Stock_is_low_when_less_than_five_are_available(int onHand, int ordered, bool low)
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, onHand);
        await host.PlaceAsync(context, Shop.Order("k", (variant, ordered)));
        Assert.Equal(low ? 1 : 0, (await host.EventsAsync<InventoryLow>(context)).Count);
        Assert.Equal(low, (await host.EventsAsync<InventoryAdjusted>(context))[^1].IsLow);
    }

    [Fact]
    public async Task Low_stock_is_told_again_only_after_it_has_been_at_the_threshold()
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, 10);
        foreach (var (move, told) in new[] { (-6, 1), (-1, 1), (+1, 1), (-2, 1), (+3, 1), (-1, 2), (+4, 2), (-8, 3), (+2, 3) })
        {
            await host.AdjustAsync(context, variant, move);
            Assert.Equal(told, (await host.EventsAsync<InventoryLow>(context)).Count);
        }
    }

    [Fact]
    public async Task A_new_variant_is_low_without_being_told_of()
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, 3);
        Assert.Empty(await host.EventsAsync<InventoryLow>(context));
        await host.AdjustAsync(context, variant, 4);
        await host.AdjustAsync(context, variant, -4);
        Assert.Single(await host.EventsAsync<InventoryLow>(context));
    }

    [Fact]
    public async Task The_variants_threshold_beats_the_tenants_and_that_the_default()
    {
        var context = await host.NewTenantAsync();
        var (plain, own) = (await host.SoldAsync(context, 30), await host.SoldAsync(context, 30));
        await host.SendAsync<SetLowStockThreshold, CommerceSettings>(context, new SetLowStockThreshold(20));
        var product = await host.ScalarAsync<Guid>("SELECT product_id FROM commerce.variants WHERE id = $1", own);
        await host.SendAsync<UpdateVariant, VariantResult>(context, new UpdateVariant(product, own) { LowStockThreshold = 10 });
        await host.AdjustAsync(context, plain, -11);
        await host.AdjustAsync(context, own, -11);
        var low = Assert.Single(await host.EventsAsync<InventoryLow>(context));
        Assert.Equal((plain, 19, 20), (low.VariantId, low.Available, low.Threshold));
        await host.AdjustAsync(context, own, -10);
        Assert.Equal((own, 10), ((await host.EventsAsync<InventoryLow>(context))[^1].VariantId, (await host.EventsAsync<InventoryLow>(context))[^1].Threshold));
        await host.RefusedAsync<InvalidInputException, SetLowStockThreshold, CommerceSettings>(context, new SetLowStockThreshold(-1));
    }

    [Fact]
    public async Task A_location_that_holds_stock_stays_open()
    {
        var context = await host.NewTenantAsync();
        await host.SoldAsync(context, 5);
        var id = await host.ScalarAsync<Guid>("SELECT id FROM commerce.locations WHERE tenant_id = $1", context.TenantId);
        var refused = await host.RefusedAsync<ConflictException, UpdateLocation, Location>(context, new UpdateLocation(id) { IsActive = false });
        Assert.Equal(["isActive:in-use"], refused.Rules());
    }

    [Fact]
    public async Task An_order_takes_from_the_first_location_and_then_from_the_next()
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, 3);
        var shop = await host.LocateAsync(context, "Shop", -1);
        await host.AdjustAsync(context, variant, 2, shop.Id);
        var order = await host.PlaceAsync(context, Shop.Order("k", (variant, 4)));
        Assert.Equal([(shop.Id, 2)], (await host.EventsAsync<InventoryAdjusted>(context))[^1].Levels.Where(l => l.LocationId == shop.Id).Select(l => (l.LocationId, l.Reserved)));
        Assert.Equal(4, (await host.EventsAsync<InventoryAdjusted>(context))[^1].Levels.Sum(l => l.Reserved));
        await host.SendAsync<CancelOrder, OrderResult>(context, new CancelOrder(order.Order.Id));
        Assert.All((await host.EventsAsync<InventoryAdjusted>(context))[^1].Levels, l => Assert.Equal(0, l.Reserved));
        Assert.Equal((5, 0), await host.TruthAsync(variant));
    }

    [Fact]
    public async Task Names_of_locations_are_unique_and_they_are_bounded()
    {
        var context = await host.NewTenantAsync();
        var one = await host.LocateAsync(context, "One");
        await host.LocateAsync(context, "Two");
        Assert.Equal(["name:unique"], (await host.RefusedAsync<ConflictException, CreateLocation, Location>(context, new CreateLocation { Name = "One " })).Rules());
        Assert.Equal(["name:unique"], (await host.RefusedAsync<ConflictException, UpdateLocation, Location>(context, new UpdateLocation(one.Id) { Name = "Two" })).Rules());
        Assert.Equal(["name:max-length"], (await host.RefusedAsync<InvalidInputException, CreateLocation, Location>(context, new CreateLocation { Name = new string('n', 256) })).Rules());
        Assert.Equal("Eins", (await host.SendAsync<UpdateLocation, Location>(context, new UpdateLocation(one.Id) { Name = "Eins" })).Name);
    }
}
