using RusToK.Core.Commerce.Catalog.Prices;
using RusToK.Core.Commerce.Catalog.Prices.Commands;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Commerce.Inventory.Events;
using RusToK.Core.Commerce.Orders;
using RusToK.Core.Commerce.Orders.Commands;
using RusToK.Core.Commerce.Orders.Events;
using RusToK.Core.Errors;
using Xunit;

namespace RusToK.Tests.Commerce;

public sealed class OrderTests(CommerceHost host) : IClassFixture<CommerceHost>
{
    [Fact]
    public async Task An_order_remembers_what_things_were_called_and_cost()
    {
        var context = await host.NewTenantAsync();
        var command = Shop.Sizes("Shirt", 19.99m) with { Translations = [Shop.Text("Shirt"), Shop.Text("Hemd", "de")] };
        var product = await host.SendAsync(context, command);
        await host.LocateAsync(context);
        var variants = command.Variants.Select(v => v.Id!.Value).ToArray();
        await host.StockAsync(context, [.. variants.Select(v => (v, 10))]);
        var customer = Guid.CreateVersion7();

        var result = await host.PlaceAsync(context, Shop.Order("k", (variants[2], 3), (variants[0], 1)) with { Locale = "de", CustomerId = customer });
        await host.SendAsync(context, new TranslateProduct(product.Id, Shop.Text("Anderes", "de")));
        await host.SendAsync(context, new SetPrices(product.Id, [new PriceChange(variants[2], "EUR", 99)]));

        Assert.Equal((OrderStatus.Pending, 79.96m, 4, customer), (result.Order.Status, result.Order.Total, result.Order.ItemCount, result.Order.CustomerId));
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{10}$", result.Order.Number);
        Assert.Equal([("Hemd", "L", 3, 19.99m, 59.97m), ("Hemd", "S", 1, 19.99m, 19.99m)], result.Lines.Select(l => (l.Title, l.VariantTitle, l.Quantity, l.UnitPrice, l.Total)));
        var again = await host.PlaceAsync(context, Shop.Order("k", (variants[2], 3), (variants[0], 1)) with { Locale = "de", CustomerId = customer });
        Assert.False(again.IsNew);
        Assert.Equal(result.Lines, again.Lines);
        Assert.Equal(result.Order, again.Order);
        Assert.Equal(result.Lines.Select(l => l.VariantId), Assert.Single(await host.EventsAsync<OrderPlaced>(context)).Order.Lines.Select(l => l.VariantId));
    }

    [Fact]
    public async Task Who_ordered_is_in_no_event()
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, 1);
        var placed = await host.PlaceAsync(context, Shop.Order("k", (variant, 1)) with
        {
            Contact = new ContactDraft("Secret@Example.org", "Secret Name", "+49 secret"),
            Note = "secret note",
            ShippingAddress = new ShippingAddress("Secret Name", "Secret Street 1", null, "Secretville", null, "12345", "DE"),
        });
        await host.SendAsync<CancelOrder, OrderResult>(context, new CancelOrder(placed.Order.Id, "changed their mind"));
        Assert.Equal(0L, await host.ScalarAsync<long>("SELECT count(*) FROM events.log WHERE tenant_id = $1 AND payload::text ILIKE '%secret%'", context.TenantId));
        Assert.Equal("secret@example.org", await host.ScalarAsync<string>("SELECT email FROM commerce.order_contacts WHERE order_id = $1", placed.Order.Id));
        Assert.Equal("Secretville", await host.ScalarAsync<string>("SELECT shipping_address->>'city' FROM commerce.order_contacts WHERE order_id = $1", placed.Order.Id));
    }

    [Fact]
    public async Task A_valid_price_list_undercuts_the_regular_price()
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, 100);
        var product = await host.ScalarAsync<Guid>("SELECT product_id FROM commerce.variants WHERE id = $1", variant);
        var now = DateTimeOffset.UtcNow;
        var lists = new List<PriceList>();
        foreach (var (name, active, starts, ends) in new (string, bool, DateTimeOffset?, DateTimeOffset?)[]
        {
            ("now", true, now.AddHours(-1), now.AddHours(1)), ("dearer", true, null, null), ("over", true, null, now.AddHours(-1)), ("to come", true, now.AddHours(1), null),
            ("off", false, null, null),
        })
            lists.Add(await host.SendAsync<CreatePriceList, PriceList>(
                context, new CreatePriceList { Name = name, Currency = "EUR", IsActive = active, StartsAt = starts, EndsAt = ends }));
        await host.SendAsync(context, new SetPrices(product, [.. lists.Select((l, i) => new PriceChange(variant, "EUR", i == 1 ? 11 : 8 - i, PriceListId: l.Id))]));

        var placed = await host.PlaceAsync(context, Shop.Order("k", (variant, 2)));
        Assert.Equal(8m, placed.Lines[0].UnitPrice);
        await host.SendAsync<UpdatePriceList, PriceList>(context, new UpdatePriceList(lists[0].Id) { IsActive = false });
        Assert.Equal(10m, (await host.PlaceAsync(context, Shop.Order("k2", (variant, 1)))).Lines[0].UnitPrice);
    }

    [Fact]
    public async Task A_refusal_names_every_line_that_is_wrong()
    {
        var context = await host.NewTenantAsync();
        var sold = await host.SoldAsync(context, 10);
        var draft = Shop.Variant();
        await host.SendAsync(context, Shop.Product("Draft", draft) with { Status = ProductStatus.Draft });
        var foreign = await host.SoldAsync(await host.NewTenantAsync(), 10);

        var refused = await host.RefusedAsync<InvalidInputException, PlaceOrder, OrderResult>(
            context, Shop.Order("k", (sold, 1), (draft.Id!.Value, 1), (foreign, 1), (Guid.CreateVersion7(), 1)));
        Assert.Equal(["lines[1].variantId:exists", "lines[2].variantId:exists", "lines[3].variantId:exists"], refused.Rules());
        var priceless = await host.RefusedAsync<InvalidInputException, PlaceOrder, OrderResult>(context, Shop.Order("k", (sold, 1)) with { Currency = "USD" });
        Assert.Equal(["lines[0].variantId:price"], priceless.Rules());
        Assert.Equal((10, 0), await host.TruthAsync(sold));
    }

    [Fact]
    public async Task Too_few_pieces_are_a_conflict_that_says_how_many_there_are()
    {
        var context = await host.NewTenantAsync();
        var (much, little, none) = (await host.SoldAsync(context, 10), await host.SoldAsync(context, 2), await host.SoldAsync(context, 0));
        var refused = await host.RefusedAsync<ConflictException, PlaceOrder, OrderResult>(context, Shop.Order("k", (much, 10), (little, 3), (none, 1)));
        Assert.Equal(["lines[1].quantity:stock"], refused.Rules());
        Assert.Contains("lines[1]: 2 of Sold", refused.Message, StringComparison.Ordinal);
        Assert.Contains("are available, 3 were ordered; lines[2]: 0 of Sold", refused.Message, StringComparison.Ordinal);
        Assert.Equal((10, 0), await host.TruthAsync(much));
        Assert.Equal((10, 10), await host.TruthAsync((await host.PlaceAsync(context, Shop.Order("k", (much, 10)))).Lines[0].VariantId));
    }

    public static TheoryData<string, string, Func<PlaceOrder, PlaceOrder>> Wrong => new()
    {
        { "no lines", "lines:count", o => o with { Lines = [] } },
        { "201 lines", "lines:count", o => o with { Lines = [.. Enumerable.Range(0, 201).Select(_ => new OrderLineDraft(Guid.CreateVersion7(), 1))] } },
        { "a variant twice", "lines[1].variantId:unique", o => o with { Lines = [o.Lines[0], o.Lines[0]] } },
        { "a quantity of 0", "lines[0].quantity:range", o => o with { Lines = [o.Lines[0] with { Quantity = 0 }] } },
        { "a quantity beyond", "lines[0].quantity:range", o => o with { Lines = [o.Lines[0] with { Quantity = 100_001 }] } },
        { "no currency", "currency:iso-4217", o => o with { Currency = "eur" } },
        { "no key", "idempotencyKey:required", o => o with { IdempotencyKey = " " } },
        { "a key of 256", "idempotencyKey:max-length", o => o with { IdempotencyKey = new string('k', 256) } },
        { "a guest without address", "contact.email:required", o => o with { Contact = new ContactDraft() } },
        { "no address", "contact.email:email", o => o with { Contact = new ContactDraft("someone") } },
        { "an address of 255", "contact.email:email contact.email:max-length", o => o with { Contact = new ContactDraft(new string('a', 250) + "@b.de") } },
        { "no country", "shippingAddress.country:iso-3166", o => o with { ShippingAddress = new ShippingAddress("n", "l", null, "c", null, null, "Germany") } },
        { "no street", "shippingAddress.line1:required", o => o with { ShippingAddress = new ShippingAddress("n", "", null, "c", null, null, "DE") } },
        { "a note of 2001", "note:max-length", o => o with { Note = new string('n', 2001) } },
        { "no language", "locale:bcp47", o => o with { Locale = "x" } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task Wrong_orders_are_refused_with_field_and_rule(string what, string broken, Func<PlaceOrder, PlaceOrder> spoil)
    {
        var context = await host.NewTenantAsync();
        var order = Shop.Order("k", (await host.SoldAsync(context, 1), 1));
        var refused = await host.RefusedAsync<InvalidInputException, PlaceOrder, OrderResult>(context, spoil(order));
        Assert.True(broken.Split(' ').SequenceEqual(refused.Rules()), $"{what}: {string.Join(' ', refused.Rules())}");
        await host.PlaceAsync(context, order);
    }

    [Fact]
    public async Task From_pending_to_delivered_and_what_it_tells()
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, 10);
        var id = (await host.PlaceAsync(context, Shop.Order("k", (variant, 4)))).Order.Id;
        await host.SendAsync<ConfirmOrder, OrderResult>(context, new ConfirmOrder(id));
        await host.SendAsync<PayOrder, OrderResult>(context, new PayOrder(id, "pi_1"));
        Assert.Equal((10, 4), await host.TruthAsync(variant));
        await host.SendAsync<ShipOrder, OrderResult>(context, new ShipOrder(id, "track-1"));
        Assert.Equal((6, 0), await host.TruthAsync(variant));
        var delivered = (await host.SendAsync<DeliverOrder, OrderResult>(context, new DeliverOrder(id))).Order;

        Assert.Equal((OrderStatus.Delivered, "pi_1", "track-1", 6L), (delivered.Status, delivered.PaymentReference, delivered.TrackingNumber, delivered.Version));
        var log = (await host.ReadLogAsync(context)).Where(e => e.AggregateId == id).ToList();
        Assert.Equal(["order.placed", "order.status_changed", "order.status_changed", "order.status_changed", "order.status_changed", "order.completed"], log.Select(e => e.Type));
        Assert.Equal([1, 2, 3, 4, 5, 6], log.Select(e => (int)e.AggregateVersion));
        Assert.Equal(
            [(OrderStatus.Pending, OrderStatus.Confirmed), (OrderStatus.Confirmed, OrderStatus.Paid), (OrderStatus.Paid, OrderStatus.Shipped), (OrderStatus.Shipped, OrderStatus.Delivered)],
            (await host.EventsAsync<OrderStatusChanged>(context)).Select(e => (e.From, e.To)));
        var moves = await host.EventsAsync<InventoryAdjusted>(context);
        Assert.Equal([("counted", 10, 0), ("reservation", 0, 4), ("shipment", -4, -4)], moves.Select(m => (m.Reason, m.OnHandChange, m.ReservedChange)));
        Assert.Equal([null, id, id], moves.Select(m => m.OrderId));
    }

    public static TheoryData<OrderStatus, string> Transitions
    {
        get
        {
            var all = new TheoryData<OrderStatus, string>();
            foreach (var status in Enum.GetValues<OrderStatus>())
                foreach (var how in new[] { "confirm", "pay", "ship", "deliver", "cancel" })
                    all.Add(status, how);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Transitions))]
    public async Task An_order_moves_only_along_its_states(OrderStatus from, string how)
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, 1);
        var order = await BringToAsync(context, (await host.PlaceAsync(context, Shop.Order("k", (variant, 1)))).Order, from);
        OrderStatus? to = (from, how) switch
        {
            (OrderStatus.Pending, "confirm") => OrderStatus.Confirmed,
            (OrderStatus.Confirmed, "pay") => OrderStatus.Paid,
            (OrderStatus.Paid, "ship") => OrderStatus.Shipped,
            (OrderStatus.Shipped, "deliver") => OrderStatus.Delivered,
            (OrderStatus.Pending or OrderStatus.Confirmed or OrderStatus.Paid, "cancel") => OrderStatus.Cancelled,
            _ => null,
        };

        if (to is { } next)
        {
            Assert.Equal(next, (await MoveAsync(context, order, how)).Status);
            if (next == OrderStatus.Cancelled)
                Assert.Equal((1, 0), await host.TruthAsync(variant));
            return;
        }

        var stock = await host.TruthAsync(variant);
        var refused = await Assert.ThrowsAsync<ConflictException>(() => MoveAsync(context, order, how));
        Assert.Equal(("id", "transition"), (refused.Field, refused.Rule));
        Assert.Contains($"The order is {from.ToString().ToLowerInvariant()};", refused.Message, StringComparison.Ordinal);
        Assert.Equal(stock, await host.TruthAsync(variant));
    }

    [Fact]
    public async Task A_refund_goes_with_a_paid_order_and_with_no_other()
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, 2);
        var pending = (await host.PlaceAsync(context, Shop.Order("a", (variant, 1)))).Order;
        Assert.Equal(["refundId:absent"], (await host.RefusedAsync<InvalidInputException, CancelOrder, OrderResult>(context, new CancelOrder(pending.Id, RefundId: "re_1"))).Rules());
        var paid = await BringToAsync(context, (await host.PlaceAsync(context, Shop.Order("b", (variant, 1)))).Order, OrderStatus.Paid);
        Assert.Equal(["refundId:required"], (await host.RefusedAsync<InvalidInputException, CancelOrder, OrderResult>(context, new CancelOrder(paid.Id))).Rules());
        var cancelled = (await host.SendAsync<CancelOrder, OrderResult>(context, new CancelOrder(paid.Id, "late", "re_1"))).Order;
        Assert.Equal((OrderStatus.Cancelled, "late", "re_1"), (cancelled.Status, cancelled.CancelReason, cancelled.RefundId));
        Assert.Equal("re_1", Assert.Single(await host.EventsAsync<OrderCancelled>(context)).Order.RefundId);
    }

    [Fact]
    public async Task A_customer_cancels_only_their_own()
    {
        var context = await host.NewTenantAsync();
        var (mine, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var order = (await host.PlaceAsync(context, Shop.Order("k", (await host.SoldAsync(context, 1), 1)) with { CustomerId = mine })).Order;
        await host.RefusedAsync<ForbiddenException, CancelOrder, OrderResult>(context, new CancelOrder(order.Id) { OnlyOf = other });
        await host.RefusedAsync<NotFoundException, CancelOrder, OrderResult>(await host.NewTenantAsync(), new CancelOrder(order.Id));
        await host.SendAsync<CancelOrder, OrderResult>(context, new CancelOrder(order.Id) { OnlyOf = mine });
    }

    [Fact]
    public async Task Of_two_that_move_an_order_at_once_one_does()
    {
        var context = await host.NewTenantAsync();
        var variant = await host.SoldAsync(context, 1);
        var order = (await host.PlaceAsync(context, Shop.Order("k", (variant, 1)))).Order;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            try
            {
                return (await host.SendAsync<CancelOrder, OrderResult>(context, new CancelOrder(order.Id))).Order.Status;
            }
            catch (ConflictException)
            {
                return (OrderStatus?)null;
            }
        }));
        Assert.Single(outcomes, o => o == OrderStatus.Cancelled);
        Assert.Equal((1, 0), await host.TruthAsync(variant));
        Assert.Single(await host.EventsAsync<OrderCancelled>(context));
    }

    [Fact]
    public async Task What_is_not_counted_is_always_there()
    {
        var context = await host.NewTenantAsync();
        var gift = Shop.Variant(tracks: false);
        await host.SendAsync(context, Shop.Product("Gift card", gift));
        var order = (await host.PlaceAsync(context, Shop.Order("k", (gift.Id!.Value, 1000)))).Order;
        Assert.Equal((0, 0), await host.TruthAsync(gift.Id.Value));
        await MoveAsync(context, await BringToAsync(context, order, OrderStatus.Paid), "ship");
        Assert.Empty(await host.EventsAsync<InventoryAdjusted>(context));
    }

    private async Task<Order> BringToAsync(Core.Commands.CommandContext context, Order order, OrderStatus status)
    {
        if (status == OrderStatus.Cancelled)
            return await MoveAsync(context, order, "cancel");
        foreach (var how in new[] { "confirm", "pay", "ship", "deliver" }.Take((int)status))
            order = await MoveAsync(context, order, how);
        Assert.Equal(status, order.Status);
        return order;
    }

    private async Task<Order> MoveAsync(Core.Commands.CommandContext context, Order order, string how) => (how switch
    {
        "confirm" => await host.SendAsync<ConfirmOrder, OrderResult>(context, new ConfirmOrder(order.Id)),
        "pay" => await host.SendAsync<PayOrder, OrderResult>(context, new PayOrder(order.Id, "pi")),
        "ship" => await host.SendAsync<ShipOrder, OrderResult>(context, new ShipOrder(order.Id)),
        "deliver" => await host.SendAsync<DeliverOrder, OrderResult>(context, new DeliverOrder(order.Id)),
        _ => await host.SendAsync<CancelOrder, OrderResult>(context, new CancelOrder(order.Id, RefundId: order.Status == OrderStatus.Paid ? "re" : null)),
    }).Order;
}
