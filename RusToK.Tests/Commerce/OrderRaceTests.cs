using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Commerce.Inventory.Events;
using RusToK.Core.Commerce.Orders;
using RusToK.Core.Commerce.Orders.Events;
using RusToK.Core.Errors;
using Xunit;

namespace RusToK.Tests.Commerce;

public sealed class OrderRaceTests(CommerceHost host) : IClassFixture<CommerceHost>
{
    [Fact]
    public async Task Two_hundred_buyers_race_for_fifty_pieces_and_fifty_get_one()
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, 50);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            try
            {
                await host.PlaceAsync(context, Shop.Order($"buyer-{i}", (variant, 1)));
                return "placed";
            }
            catch (ConflictException refused)
            {
                return refused.Rule!;
            }
        }));

        Assert.Equal(50, outcomes.Count(o => o == "placed"));
        Assert.Equal(150, outcomes.Count(o => o == "stock"));
        Assert.Equal((50, 50), await host.TruthAsync(variant));
        Assert.Equal(50L, await host.ScalarAsync<long>("SELECT count(*) FROM commerce.orders WHERE tenant_id = $1", context.TenantId));
        Assert.Equal(50, (await host.EventsAsync<OrderPlaced>(context)).Count);
        var low = Assert.Single(await host.EventsAsync<InventoryLow>(context));
        Assert.Equal((4, 5), (low.Available, low.Threshold));
        // A refused order leaves nothing behind, its key least of all.
        Assert.Equal(50L, await host.ScalarAsync<long>("SELECT count(*) FROM commerce.order_keys WHERE tenant_id = $1", context.TenantId));
    }

    [Fact]
    public async Task Buyers_of_several_things_in_any_order_never_wait_for_each_other_in_a_circle()
    {
        var context = await host.NewTenantAsync();
        Guid[] variants = [await host.SoldAsync(context, 60), await host.SoldAsync(context, 60), await host.SoldAsync(context, 60)];

        var orders = await Task.WhenAll(Enumerable.Range(0, 90).Select(async i =>
        {
            var lines = variants.OrderBy(_ => Random.Shared.Next()).Take(2).Select(v => (v, 1)).ToArray();
            try
            {
                return (await host.PlaceAsync(context, Shop.Order($"several-{i}", lines))).Lines;
            }
            catch (ConflictException refused) when (refused.Rule == "stock")
            {
                return null;
            }
        }));

        foreach (var variant in variants)
            Assert.Equal((60, orders.Sum(o => o?.Count(l => l.VariantId == variant) ?? 0)), await host.TruthAsync(variant));
    }

    [Fact]
    public async Task The_same_key_twenty_times_at_once_makes_one_order()
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, 10);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.PlaceAsync(context, Shop.Order("once", (variant, 2)))));

        Assert.Single(results.Select(r => r.Order.Id).Distinct());
        Assert.Single(results, r => r.IsNew);
        Assert.All(results, r => Assert.Equal((20m, 2), (r.Order.Total, r.Lines[0].Quantity)));
        Assert.Equal((10, 2), await host.TruthAsync(variant));
        Assert.Single(await host.EventsAsync<OrderPlaced>(context));
    }

    [Fact]
    public async Task A_key_that_was_used_for_another_request_is_refused()
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, 10);
        await host.PlaceAsync(context, Shop.Order("key", (variant, 1)));

        foreach (var other in new[]
        {
            Shop.Order("key", (variant, 2)),
            Shop.Order("key", (variant, 1)) with { Contact = new ContactDraft("other@example.org") },
            Shop.Order("key", (variant, 1)) with { CustomerId = Guid.CreateVersion7() },
        })
        {
            var refused = await host.RefusedAsync<ConflictException, Core.Commerce.Orders.Commands.PlaceOrder, OrderResult>(context, other);
            Assert.Equal(("idempotencyKey", "idempotency"), (refused.Field, refused.Rule));
        }

        Assert.Equal((10, 1), await host.TruthAsync(variant));
    }

    [Fact]
    public async Task A_key_belongs_to_its_tenant()
    {
        var (one, other) = (await host.NewTenantAsync(), await host.NewTenantAsync());
        var mine = await host.PlaceAsync(one, Shop.Order("shared", (await host.SoldAsync(one, 1), 1)));
        var theirs = await host.PlaceAsync(other, Shop.Order("shared", (await host.SoldAsync(other, 1), 1)));
        Assert.NotEqual(mine.Order.Id, theirs.Order.Id);
    }

    [Fact]
    public async Task Low_stock_is_told_once_for_each_crossing_however_many_cross_it_together()
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, 20);

        for (var crossing = 1; crossing <= 3; crossing++)
        {
            // From 20 to 0, one by one and all at once; then up again, above the threshold.
            var orders = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => host.PlaceAsync(context, Shop.Order($"low-{crossing}-{i}", (variant, 1)))));
            Assert.Equal(crossing, (await host.EventsAsync<InventoryLow>(context)).Count);
            await Task.WhenAll(orders.Select(o => host.SendAsync<Core.Commerce.Orders.Commands.CancelOrder, OrderResult>(context, new(o.Order.Id))));
            Assert.Equal((20, 0), await host.TruthAsync(variant));
        }
    }

    [Fact]
    public async Task Sold_beyond_the_stock_when_the_variant_says_so()
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, 3, InventoryPolicy.Continue);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => host.PlaceAsync(context, Shop.Order($"beyond-{i}", (variant, 1)))));
        Assert.Equal((3, 10), await host.TruthAsync(variant));
    }
}
