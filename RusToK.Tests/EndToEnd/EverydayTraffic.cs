using System.Text.Json;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Commerce.Inventory;
using RusToK.Core.Commerce.Inventory.Commands;
using RusToK.Core.Tenancy;
using RusToK.Core.Webhooks;
using RusToK.Core.Webhooks.Commands;
using RusToK.Tests.Commerce;
using RusToK.Tests.Webhooks;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>
/// Something of everything that a healthy system does, in one tenant and through the API: what fills the metrics that need no fault. A
/// new metric without <c>FilledBy</c> that nothing here fills needs a step here.
/// </summary>
internal sealed class EverydayTraffic(RunningSystem system) : IAsyncDisposable
{
    private readonly List<Receiver> _receivers = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task RunAsync()
    {
        var tenant = await system.NewTenantAsync();
        var receiver = await ListenAsync(tenant);
        await SignUpAsync(tenant);
        await WriteAndReadAsync(tenant);
        await BuyAsync(tenant);
        await Eventually.HoldsAsync(() => receiver.Received.Count > 0, Cancellation, "the webhook is delivered");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var receiver in _receivers)
            await receiver.DisposeAsync();
    }

    private async Task<Receiver> ListenAsync(Tenant tenant)
    {
        var receiver = await Receiver.StartAsync();
        _receivers.Add(receiver);
        // Nobody may enter an address of this machine; the Worker of this system may call one.
        var made = await system.SendAsync<CreateWebhook, WebhookWithSecret>(tenant.Id, new CreateWebhook("https://example.test/hook", ["node.published"]));
        await system.Database.ExecuteAsync($"UPDATE webhooks.endpoints SET url = '{receiver.Url()}' WHERE id = '{made.Webhook.Id}'");
        return receiver;
    }

    private Task SignUpAsync(Tenant tenant) => AskAsync(
        tenant, "mutation SignUp($input: SignUpInput!) { signUp(input: $input) { done } }",
        new { input = new { email = $"{Guid.NewGuid():N}@example.test", password = "a long enough secret", displayName = "Someone" } });

    private async Task WriteAndReadAsync(Tenant tenant)
    {
        var title = $"Everyday {Guid.NewGuid():N}";
        await AskAsync(
            tenant, "mutation Write($input: CreateNodeInput!) { createNode(input: $input) { node { id } } }",
            new { input = new { kind = "POST", status = "PUBLISHED", translations = new[] { new { title, body = "Of every day." } } } });
        for (var i = 0; i < 2; i++)
            await AskAsync(tenant, "query Read { nodes(first: 5) { nodes { title category { name } tags { name } } } }");
    }

    private async Task BuyAsync(Tenant tenant)
    {
        var variant = Shop.Variant();
        await system.SendAsync<CreateProduct, ProductResult>(tenant.Id, Shop.Product("An everyday thing", variant));
        await system.SendAsync<CreateLocation, Location>(tenant.Id, new CreateLocation { Name = "Warehouse" });
        await system.SendAsync<SetStock, IReadOnlyList<StockResult>>(tenant.Id, new SetStock([new StockMove(variant.Id!.Value, 5)], "counted"));
        var placed = await AskAsync(
            tenant, "mutation Place($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id } } }",
            new
            {
                input = new
                {
                    idempotencyKey = Guid.NewGuid().ToString(),
                    currency = "EUR",
                    lines = new[] { new { variantId = variant.Id, quantity = 1 } },
                    contact = new { email = "buyer@example.test" },
                },
            });
        var id = placed.GetProperty("placeOrder").GetProperty("order").GetProperty("id").GetGuid();
        await AskAsync(tenant, "mutation Confirm($id: UUID!) { confirmOrder(input: { id: $id }) { order { status } } }", new { id });
        await AskAsync(tenant, "mutation Pay($id: UUID!) { payOrder(input: { id: $id, paymentReference: \"everyday\" }) { order { status } } }", new { id });
    }

    /// <summary>The data of an operation that must succeed.</summary>
    private async Task<JsonElement> AskAsync(Tenant tenant, string query, object? variables = null)
    {
        var answer = await system.GraphQLAsync(tenant, query, variables);
        Assert.False(answer.TryGetProperty("errors", out _), answer.ToString());
        return answer.GetProperty("data");
    }
}
