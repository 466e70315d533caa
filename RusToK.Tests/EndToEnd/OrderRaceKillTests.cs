using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Commerce.Inventory;
using RusToK.Core.Commerce.Inventory.Commands;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Tests.Commerce;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>Buyers at an API process that is killed while they buy. Each asks again with its key until it knows.</summary>
[Collection(nameof(ExpendableSystemTests))]
public sealed class OrderRaceKillTests(ExpendableSystem system, ITestOutputHelper output)
{
    private const int Buyers = 200;
    private const int Pieces = 50;
    private const string Place = "mutation($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id } } }";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_buyers_race_for_fifty_pieces_at_an_API_that_is_killed()
    {
        var tenant = new CommandContext(Guid.CreateVersion7(), "en", null, Guid.CreateVersion7());
        var variant = await SoldAsync(tenant);
        using var http = new HttpClient { BaseAddress = system.Api.Address, Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Add("X-Tenant-ID", tenant.TenantId.ToString());
        var (answers, unanswered) = (new ConcurrentDictionary<int, string>(), 0);

        var race = Task.WhenAll(Enumerable.Range(0, Buyers).Select(async buyer =>
        {
            var input = new { idempotencyKey = $"buyer-{buyer}", currency = "EUR", lines = new[] { new { variantId = variant, quantity = 1 } }, contact = new { email = $"buyer-{buyer}@example.test" } };
            var asked = Stopwatch.StartNew();
            while (!answers.ContainsKey(buyer) && asked.Elapsed < Eventually.Deadline)
            {
                try
                {
                    using var response = await http.PostAsJsonAsync("/graphql", new { query = Place, variables = new { input } }, Cancellation);
                    if (AnswerOf(await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)) is { } answer)
                    {
                        answers[buyer] = answer;
                        return;
                    }
                }
                catch (Exception error) when (error is HttpRequestException or IOException or JsonException)
                {
                    // Killed before it answered: whether there is an order is what the key finds out.
                }

                Interlocked.Increment(ref unanswered);
                await Task.Delay(50, Cancellation);
            }
        }));
        for (var kill = 1; kill <= 2; kill++)
        {
            var (after, deadline) = (kill * Pieces / 3, Stopwatch.StartNew());
            await Eventually.HoldsAsync(() => answers.Count >= after || deadline.Elapsed > Eventually.Deadline, Cancellation, $"{after} buyers have an answer");
            await system.Api.KillAsync();
            await system.Api.StartAsync(Cancellation);
        }

        await race;

        var orders = answers.Values.Where(a => a != "stock").ToList();
        output.WriteLine($"{Buyers} buyers, {Pieces} pieces, API killed twice: {orders.Count} orders, {answers.Values.Count(a => a == "stock")} refused, {unanswered} requests without an answer");
        Assert.Equal((Buyers, Pieces, Pieces), (answers.Count, orders.Count, orders.Distinct().Count()));
        Assert.Equal(Pieces, await CountAsync("SELECT count(*) FROM commerce.orders WHERE tenant_id = '{0}'", tenant.TenantId));
        Assert.Equal(0, await CountAsync("SELECT sum(on_hand - reserved)::bigint FROM commerce.variant_stock WHERE variant_id = '{0}'", variant));
        Assert.Equal(Pieces, await CountAsync("SELECT count(*) FROM events.log WHERE tenant_id = '{0}' AND type = 'order.placed'", tenant.TenantId));
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM events.log WHERE tenant_id = '{0}' AND type = 'inventory.low'", tenant.TenantId));
        Assert.True(unanswered > 0, "no buyer noticed that the API was killed");
    }

    /// <returns>The order's id, <c>stock</c> when there was no piece left, or null when it is not known.</returns>
    private static string? AnswerOf(JsonElement answer)
    {
        if (!answer.TryGetProperty("errors", out var errors))
            return answer.GetProperty("data").GetProperty("placeOrder").GetProperty("order").GetProperty("id").GetString();
        var refusal = errors[0].GetProperty("extensions");
        return refusal.GetProperty("code").GetString() == "CONFLICT" && refusal.GetProperty("rule").GetString() == "stock" ? "stock" : null;
    }

    private async Task<Guid> SoldAsync(CommandContext tenant)
    {
        await SendAsync<CreateTenant, Tenant>(tenant, new CreateTenant("Race", "t" + tenant.TenantId.ToString("N"), null, "en"));
        var variant = Shop.Variant();
        await SendAsync<CreateProduct, ProductResult>(tenant, Shop.Product("A rare thing", variant));
        await SendAsync<CreateLocation, Location>(tenant, new CreateLocation { Name = "Warehouse" });
        await SendAsync<SetStock, IReadOnlyList<StockResult>>(tenant, new SetStock([new StockMove(variant.Id!.Value, Pieces)], "counted"));
        return variant.Id.Value;
    }

    private Task<TResult> SendAsync<TCommand, TResult>(CommandContext tenant, TCommand command)
        where TCommand : ICommand<TResult> =>
        TestServices.SendAsync<TCommand, TResult>(system.Services, tenant, command);

    private Task<long> CountAsync(string sql, Guid id) => system.Database.ScalarAsync<long>(sql.Replace("{0}", id.ToString(), StringComparison.Ordinal));
}
