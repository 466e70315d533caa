namespace RusToK.Demo;

/// <summary>Orders a thing or two; the shop confirms, takes the money and ships, or the buyer thinks better of it.</summary>
internal sealed class DemoBuyer(DemoApi api, DemoShop shop, DemoAccount buyer, DemoAccount clerk, int seed)
{
    private const string Choose = """
        query Choose($currency: String!, $after: String) {
          products(first: 20, after: $after, filter: { inStock: true }, currency: $currency) { nodes { variants { id available price { amount } } } pageInfo { endCursor hasNextPage } }
        }
        """;
    private const string Place = "mutation PlaceOrder($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id status } } }";
    private const string Confirm = "mutation ConfirmOrder($id: UUID!) { confirmOrder(input: { id: $id }) { order { status } } }";
    private const string Pay = "mutation PayOrder($id: UUID!, $reference: String!) { payOrder(input: { id: $id, paymentReference: $reference }) { order { status } } }";
    private const string Ship = "mutation ShipOrder($id: UUID!) { shipOrder(input: { id: $id }) { order { status } } }";
    private const string Deliver = "mutation DeliverOrder($id: UUID!) { deliverOrder(input: { id: $id }) { order { status } } }";
    private const string Cancel = "mutation CancelOrder($id: UUID!) { cancelOrder(input: { id: $id, reason: \"changed my mind\" }) { order { status } } }";

    private readonly Random _random = new(seed);
    private string? _after;

    public async Task StepAsync(CancellationToken cancellationToken)
    {
        var shelf = (await api.AskAsync(shop.Slug, Choose, new { currency = shop.Currency, after = _after }, buyer, cancellationToken)).GetProperty("products");
        var page = shelf.GetProperty("pageInfo");
        _after = page.GetProperty("hasNextPage").GetBoolean() && _random.Next(3) > 0 ? page.GetProperty("endCursor").GetString() : null;
        var variants = shelf.GetProperty("nodes").EnumerateArray().SelectMany(p => p.GetProperty("variants").EnumerateArray())
            .Where(v => v.GetProperty("available").GetInt32() > 0).Select(v => v.GetProperty("id").GetGuid()).ToList();
        if (variants.Count == 0)
            return;

        var lines = variants.OrderBy(_ => _random.Next()).Take(_random.Next(1, 3)).Select(id => new { variantId = id, quantity = 1 });
        var placed = await api.AskAsync(shop.Slug, Place, new
        {
            input = new { idempotencyKey = Guid.NewGuid().ToString(), currency = shop.Currency, lines, contact = new { email = buyer.Email } },
        }, buyer, cancellationToken);
        var id = placed.GetProperty("placeOrder").GetProperty("order").GetProperty("id").GetGuid();
        if (_random.Next(6) == 0)
        {
            await api.AskAsync(shop.Slug, Cancel, new { id }, buyer, cancellationToken);
            return;
        }

        await api.AskAsync(shop.Slug, Confirm, new { id }, clerk, cancellationToken);
        await api.AskAsync(shop.Slug, Pay, new { id, reference = $"pay-{id:N}" }, clerk, cancellationToken);
        if (_random.Next(2) == 0)
            return;
        await api.AskAsync(shop.Slug, Ship, new { id }, clerk, cancellationToken);
        await api.AskAsync(shop.Slug, Deliver, new { id }, clerk, cancellationToken);
    }
}
