using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Prices;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Commerce.Inventory;
using RusToK.Core.Commerce.Inventory.Commands;
using RusToK.Core.Commerce.Orders;
using RusToK.Core.Commerce.Orders.Commands;

namespace RusToK.Tests.Commerce;

/// <summary>What tests make and do in a shop, with what a test does not care about filled in.</summary>
internal static class Shop
{
    public static ProductText Text(string title, string? locale = "en", string? handle = null, string? description = null) =>
        new() { Locale = locale, Title = title, Handle = handle, Description = description };

    public static CreateProduct Product(string title = "A shirt", params VariantDraft[] variants) => new()
    {
        Status = ProductStatus.Active,
        Translations = [Text(title)],
        Variants = variants.Length == 0 ? [Variant()] : variants,
    };

    public static VariantDraft Variant(decimal price = 10, string? sku = null, InventoryPolicy policy = InventoryPolicy.Deny, bool tracks = true) => new()
    {
        Id = Guid.CreateVersion7(),
        Sku = sku,
        Policy = policy,
        TracksInventory = tracks,
        Prices = [new PriceDraft("EUR", price)],
    };

    /// <summary>A product in three sizes, each with an id.</summary>
    public static CreateProduct Sizes(string title = "A shirt", decimal price = 10) => new()
    {
        Status = ProductStatus.Active,
        Translations = [Text(title)],
        Options = [new ProductOption("Size", ["S", "M", "L"])],
        Variants = [.. new[] { "S", "M", "L" }.Select(size => Variant(price) with { OptionValues = [size] })],
    };

    public static PlaceOrder Order(string key, params (Guid Variant, int Quantity)[] lines) => new()
    {
        IdempotencyKey = key,
        Currency = "EUR",
        Lines = [.. lines.Select(l => new OrderLineDraft(l.Variant, l.Quantity))],
        Contact = new ContactDraft("buyer@example.org"),
    };

    public static Task<OrderResult> PlaceAsync(this CommerceHost host, CommandContext context, PlaceOrder order) =>
        host.SendAsync<PlaceOrder, OrderResult>(context, order);

    public static Task<Location> LocateAsync(this CommerceHost host, CommandContext context, string name = "Warehouse", int position = 0) =>
        host.SendAsync<CreateLocation, Location>(context, new CreateLocation { Name = name, Position = position });

    public static Task<IReadOnlyList<StockResult>> StockAsync(this CommerceHost host, CommandContext context, params (Guid Variant, int OnHand)[] counts) =>
        host.SendAsync<SetStock, IReadOnlyList<StockResult>>(context, new SetStock([.. counts.Select(c => new StockMove(c.Variant, c.OnHand))], "counted"));

    public static async Task<int> AdjustAsync(this CommerceHost host, CommandContext context, Guid variant, int amount, Guid? location = null) =>
        (await host.SendAsync<AdjustStock, IReadOnlyList<StockResult>>(context, new AdjustStock([new StockMove(variant, amount, location)], "test")))[0].Available;

    /// <summary>A sold variant of which there are so many.</summary>
    public static async Task<Guid> SoldAsync(this CommerceHost host, CommandContext context, int onHand, InventoryPolicy policy = InventoryPolicy.Deny)
    {
        var variant = Variant(policy: policy);
        await host.SendAsync(context, Product("Sold " + variant.Id!.Value.ToString("N"), variant));
        if (await host.ScalarAsync<long>("SELECT count(*) FROM commerce.locations WHERE tenant_id = $1", context.TenantId) == 0)
            await host.LocateAsync(context);
        await host.StockAsync(context, (variant.Id!.Value, onHand));
        return variant.Id.Value;
    }

    /// <summary>On hand and reserved, as the truth has it: the totals and the sum of the levels, which must agree.</summary>
    public static async Task<(int OnHand, int Reserved)> TruthAsync(this CommerceHost host, Guid variant)
    {
        var text = await host.ScalarAsync<string>("""
            SELECT concat_ws(',', s.on_hand, s.reserved, coalesce(sum(l.on_hand), 0), coalesce(sum(l.reserved), 0))
              FROM commerce.variant_stock s LEFT JOIN commerce.stock_levels l ON l.tenant_id = s.tenant_id AND l.variant_id = s.variant_id
             WHERE s.variant_id = $1 GROUP BY s.on_hand, s.reserved
            """, variant);
        var numbers = text.Split(',').Select(n => int.Parse(n, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Xunit.Assert.Equal((numbers[0], numbers[1]), (numbers[2], numbers[3]));
        return (numbers[0], numbers[1]);
    }
}
