using System.Globalization;
using System.Text.Json;
using RusToK.Benchmarks.Mixed.Load;

namespace RusToK.Benchmarks.Mixed.Customers;

/// <summary>What those who come do: as readers, buyers and editors of the demo do, each one thing.</summary>
/// <param name="api">Whom they ask.</param>
/// <param name="acknowledged">Where writes are noted that were answered well.</param>
internal sealed class Behaviour(Connections api, Acknowledged acknowledged)
{
    /// <summary>As many as the shelf shows.</summary>
    private const int Page = 20;

    /// <summary>Has one do what they came for.</summary>
    /// <param name="arrival">Who, and for what.</param>
    /// <param name="cancellationToken">The end of all patience.</param>
    public ValueTask<Outcome> ActAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        var (kind, shop, product) = (arrival.Kind, arrival.Shop, arrival.Product);
        if (kind == RequestKind.PersistedList || kind == RequestKind.List)
            return ReadAsync(arrival, Document.List, null, data => IsShelf(data, shop), cancellationToken);
        if (kind == RequestKind.PersistedProduct || kind == RequestKind.Product)
            return ReadAsync(arrival, Document.Product, new { handle = product.Handle }, data => IsProduct(data, product), cancellationToken);
        if (kind == RequestKind.PersistedSearch || kind == RequestKind.Search)
            return ReadAsync(arrival, Document.Search, new { words = product.Word }, data => IsFound(data, product), cancellationToken);
        if (kind == RequestKind.Checkout)
            return CheckOutAsync(arrival, cancellationToken);
        return kind == RequestKind.UpdateProduct ? UpdateProductAsync(arrival, cancellationToken) : CreateNodeAsync(arrival, cancellationToken);
    }

    /// <summary>Lets every replica know the documents that readers name by their hash.</summary>
    /// <exception cref="InvalidOperationException">One is not answered.</exception>
    public async Task PersistAsync(Shop shop, CancellationToken cancellationToken)
    {
        var product = shop.Products[0];
        foreach (var (document, variables) in ((Document, object?)[])
            [(Document.List, null), (Document.Product, new { handle = product.Handle }), (Document.Search, new { words = product.Word })])
            for (var replica = 0; replica < api.Ports.Count; replica++)
                if (await api.AskAsync(replica, Requests.Persist(shop.Slug, document, variables), null, cancellationToken) is { IsGood: false } refused)
                    throw new InvalidOperationException($"The API does not take a document: {refused.Code}");
    }

    private ValueTask<Outcome> ReadAsync(Arrival arrival, Document document, object? variables, Func<JsonElement, bool> isRight, CancellationToken cancellationToken)
    {
        var isPersisted = arrival.Kind == RequestKind.PersistedList || arrival.Kind == RequestKind.PersistedProduct || arrival.Kind == RequestKind.PersistedSearch;
        var request = isPersisted
            ? Requests.Get(arrival.Shop.Slug, document, variables)
            : Requests.Post(arrival.Shop.Slug, document, variables, arrival.Shop.BuyerToken);
        return api.AskAsync(request, arrival.IsSample ? isRight : null, cancellationToken);
    }

    private async ValueTask<Outcome> CheckOutAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        var (shop, product) = (arrival.Shop, arrival.Product);
        var variant = product.Variants[arrival.Chance / shop.Products.Count % product.Variants.Count];
        var seen = await api.AskAsync(
            Requests.Post(shop.Slug, Document.Stock, new { id = product.Id }, shop.BuyerToken),
            data => data.GetProperty("product").GetProperty("variants").EnumerateArray().Any(v => v.GetProperty("id").GetGuid() == variant && v.GetProperty("available").GetInt32() > 0),
            cancellationToken);
        if (!seen.IsGood)
            return seen;
        var order = new
        {
            input = new { idempotencyKey = Guid.NewGuid().ToString(), currency = "EUR", lines = new[] { new { variantId = variant, quantity = 1 } }, contact = new { email = "buyer@example.test" } },
        };
        return await api.AskAsync(Requests.Post(shop.Slug, Document.PlaceOrder, order, shop.BuyerToken), data =>
        {
            var placed = data.GetProperty("placeOrder").GetProperty("order");
            acknowledged.Orders.Add(placed.GetProperty("id").GetGuid());
            return placed.GetProperty("status").GetString() == "PENDING";
        }, cancellationToken);
    }

    private ValueTask<Outcome> UpdateProductAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        var (shop, product) = (arrival.Shop, arrival.Product);
        var change = new { input = new { id = product.Id, vendor = string.Create(CultureInfo.InvariantCulture, $"Vendor {arrival.Chance}") } };
        return api.AskAsync(Requests.Post(shop.Slug, Document.UpdateProduct, change, shop.EditorToken), data =>
        {
            var made = data.GetProperty("updateProduct");
            acknowledged.Change(product.Id, made.GetProperty("version").GetInt64());
            return made.GetProperty("id").GetGuid() == product.Id;
        }, cancellationToken);
    }

    private ValueTask<Outcome> CreateNodeAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        var shop = arrival.Shop;
        // The slug is made of the title, and has to be the only one of its kind.
        var title = string.Create(CultureInfo.InvariantCulture, $"News {Guid.NewGuid():N}");
        var node = new
        {
            input = new { kind = "POST", status = "PUBLISHED", translations = new[] { new { locale = "en", title, body = $"# News\n\n{shop.Slug} has something to say of the {arrival.Product.Word}." } } },
        };
        return api.AskAsync(Requests.Post(shop.Slug, Document.CreateNode, node, shop.EditorToken), data =>
        {
            var made = data.GetProperty("createNode");
            acknowledged.Nodes.Add(made.GetProperty("id").GetGuid());
            return made.GetProperty("version").GetInt64() > 0;
        }, cancellationToken);
    }

    private static bool IsShelf(JsonElement data, Shop shop)
    {
        var nodes = data.GetProperty("products").GetProperty("nodes");
        return nodes.GetArrayLength() == Math.Min(Page, shop.Products.Count)
            && nodes.EnumerateArray().All(n => n.GetProperty("title").GetString() is { Length: > 0 } && n.GetProperty("variants").GetArrayLength() > 0);
    }

    private static bool IsProduct(JsonElement data, ShopProduct product)
    {
        var found = data.GetProperty("product");
        return found.GetProperty("id").GetGuid() == product.Id && found.GetProperty("variants").GetArrayLength() == product.Variants.Count;
    }

    private static bool IsFound(JsonElement data, ShopProduct product)
    {
        var nodes = data.GetProperty("products").GetProperty("nodes");
        return nodes.GetArrayLength() > 0 && nodes.EnumerateArray().All(n => n.GetProperty("title").GetString()!.Contains(product.Word, StringComparison.OrdinalIgnoreCase));
    }
}
