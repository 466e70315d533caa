using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Commerce.Inventory;
using RusToK.Core.Commerce.Inventory.Commands;
using RusToK.Core.Events.Streams;
using RusToK.Core.Tenancy;
using RusToK.Tests.Commerce;
using RusToK.Tests.EndToEnd;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Tracing;

[Collection(nameof(RunningSystemTests))]
public sealed class OrderPlacementTraceTests(RunningSystem system)
{
    private const int Partitions = 4;
    private const string Place = """
        mutation Place($variant: UUID!) {
          placeOrder(input: { idempotencyKey: "k", currency: "EUR", lines: [{ variantId: $variant, quantity: 2 }], contact: { email: "buyer@example.test" } }) { order { id } }
        }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("{module}.{command}")]
    [Proves("create {event.type}")]
    [Proves("publish rustok.events")]
    [Proves("process {event.type}")]
    public async Task Placing_an_order_is_one_trace_to_the_order_and_to_the_stock_that_readers_see()
    {
        var tenant = await system.NewTenantAsync();
        var (product, variant) = await SellAsync(tenant);

        var placed = await system.GraphQLAsync(tenant, Place, new { variant });
        var order = placed.GetProperty("data").GetProperty("placeOrder").GetProperty("order").GetProperty("id").GetGuid();
        var tree = await system.Telemetry.TraceAsync(
            RunningSystem.TraceIdOf(placed), ["POST /graphql", "publish rustok.events", "process order.placed", "process inventory.adjusted"], Cancellation);

        // The stock moves before the order is there, so the batch goes on with that event's context. One command a partition, and which partition an order is in is chance.
        var add = "XADD rustok:events [client, rustok-worker]";
        if (Partitioning.Of(order, Partitions) != Partitioning.Of(product, Partitions))
            add += "\n            " + add;
        tree.AssertIs($"""
            POST /graphql [server, rustok-api]
            {RequestSteps.Unknown}
              mutation [internal, rustok-api]
                resolve Mutation.placeOrder [internal, rustok-api]
                  commerce.place_order [internal, rustok-api]
                    create order.placed [producer, rustok-api]
                      process order.placed [consumer, rustok-worker]
                        SELECT events.advance_cursors; INSERT read.orders [client, rustok-worker]
                    create inventory.adjusted [producer, rustok-api]
                      publish rustok.events [producer, rustok-worker]
                        {add}
                      process inventory.adjusted [consumer, rustok-worker]
                        SELECT events.advance_cursors; SELECT unnest; INSERT read.variant_stock; DELETE read.product_stock [client, rustok-worker]
                    SELECT commerce.place_order [client, rustok-api]
            """);
        tree.AssertAllHave("tenant.id", tenant.Id.ToString());
        tree.AssertHave([tree.Single("POST /graphql"), .. tree.Branch(tree.Single("mutation"))], "user.id", await system.AdminIdAsync(tenant));
        Assert.Empty(tree.Exceptions);
        tree.AssertNowhere("buyer@example.test");

        var command = tree.Single("commerce.place_order").Attributes;
        Assert.Equal(("order", order.ToString(), "ok"), (command["rustok.aggregate.type"], command["rustok.aggregate.id"], command["rustok.outcome"]));
        var publish = tree.Single("publish rustok.events");
        foreach (var type in (string[])["order.placed", "inventory.adjusted"])
        {
            var (create, process) = (tree.Single("create " + type), tree.Single("process " + type));
            Assert.Contains((create.TraceId, create.SpanId), publish.Links);
            Assert.Equal([(publish.TraceId, publish.SpanId)], process.Links);
            Assert.Equal(create.Attributes["messaging.message.id"], process.Attributes["messaging.message.id"]);
        }

        Assert.Equal(2, publish.Links.Count);
        Assert.Equal(("orders", "catalog"), (tree.Single("process order.placed").Attributes["handler"], tree.Single("process inventory.adjusted").Attributes["handler"]));
    }

    /// <summary>A product of which there are enough, seen by readers.</summary>
    private async Task<(Guid Product, Guid Variant)> SellAsync(Tenant tenant)
    {
        var variant = Shop.Variant();
        var product = (await system.SendAsync<CreateProduct, ProductResult>(tenant.Id, Shop.Product("Sold", variant))).Product.Id;
        await system.SendAsync<CreateLocation, Location>(tenant.Id, new CreateLocation { Name = "Warehouse" });
        await system.SendAsync<SetStock, IReadOnlyList<StockResult>>(tenant.Id, new SetStock([new StockMove(variant.Id!.Value, 100)], "counted"));
        await Eventually.HoldsAsync(
            () => system.Database.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM read.variant_stock WHERE variant_id = '{variant.Id}' AND on_hand = 100)"), Cancellation);
        return (product, variant.Id.Value);
    }
}
