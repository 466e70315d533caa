using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using RusToK.Core.Faults;
using RusToK.Demo;
using RusToK.Lab.Running;
using static RusToK.Operations.Promql.Series;

namespace RusToK.Lab.Faults;

/// <summary>Resolvers, and tenants that take more than their share or what is not theirs.</summary>
internal static class ApiFaults
{
    private const string Noise = "query Noise($words: String!, $currency: String!) { search(query: $words, first: 50) { nodes { title } } products(search: $words, first: 50, currency: $currency) { nodes { title } } }";
    private const string Choose = "query Choose { products(first: 1) { nodes { variants { id } } } }";
    private const string Place = "mutation PlaceOrder($input: PlaceOrderInput!) { placeOrder(input: $input) { order { id } } }";
    private const string SignIn = "mutation SignIn($input: SignInInput!) { signIn(input: $input) { accessToken } }";
    private const string Me = "query Me { me { id } }";

    private static readonly string[] Availability = ["ApiAvailabilityBurnsFast"];
    private static readonly string[] Latency = ["ApiLatencyBurnsFast"];

    public static IReadOnlyList<LabFault> All { get; } =
    [
        new("resolver-error", "The list of products fails, half of the times.", "ApiAvailabilityBurnsFast",
            new Culprit($"sum by (code) (rate(rustok_graphql_errors_total[10s]))", ("code", "INTERNAL")),
            Ways.Switched(FaultCatalogue.ResolverError, ("rate", 0.5), ("field", "Query.products")))
        {
            Concluded = "resolver Query.products",
            Consequences = [.. Availability, "TenantTakesErrors"],
        },
        new("resolver-slow", "The list of products takes 600 ms longer.", "ApiLatencyBurnsFast",
            new Culprit($"sum by (graphql_operation_type) (rate({GraphQLDuration}_sum[10s]))", ("graphql_operation_type", "query")),
            Ways.Switched(FaultCatalogue.ResolverSlow, ("latencySeconds", 0.6), ("field", "Query.products")))
        {
            Concluded = "resolver Query.products",
            Consequences = [.. Latency, "TenantTakesLoad"],
        },
        new("failing-tenant", "The list of products fails for one tenant.", "TenantTakesErrors",
            new Culprit($"sum by (tenant) (rate({TenantErrors}[10s]))", ("tenant", "paper")), FailForOneAsync)
        {
            Concluded = "tenant paper",
            Consequences = Availability,
        },
        new("noisy-tenant", "One tenant searches without a pause, four at a time.", "TenantTakesLoad",
            new Culprit($"sum by (tenant) (rate({TenantDuration}_sum[10s]))", ("tenant", "paper")), NoiseAsync)
        {
            Concluded = "tenant paper",
            Consequences = [.. Latency, "DatabaseSlow", "PoolExhausted", "EventFreshnessBurnsFast", "CacheHitRatioCollapsed"],
        },
        new("reaching-across", "Somebody uses a token of one tenant for another.", "CrossTenantMismatchBlocked",
            new Culprit($"sum by (source) (increase({TenantMismatches}[10s]))", ("source", "token")), ReachAcrossAsync),
        new("oversell", "Orders for more than there is.", "OversellAttempt",
            new Culprit($"sum by (outcome) (increase({CommerceOperations}{{operation=\"place_order\", outcome!=\"ok\"}}[10s]))", ("outcome", "conflict")), OversellAsync),
    ];

    private static async Task<Ending> FailForOneAsync(LabSystem system, CancellationToken cancellationToken) => await Ways.Switched(
        FaultCatalogue.ResolverError, ("field", "Query.products"), ("tenant", await system.TenantIdAsync("paper", cancellationToken)))(system, cancellationToken);

    private static Task<Ending> NoiseAsync(LabSystem system, CancellationToken cancellationToken)
    {
        var shop = DemoShop.All[1];
        return Task.FromResult(Ways.Repeated(parallel: 4, TimeSpan.Zero, stop =>
            system.Demo.AskAsync(shop.Slug, Noise, new { words = $"{shop.Things[0]} {Guid.NewGuid():N}", currency = shop.Currency }, null, stop)));
    }

    private static async Task<Ending> ReachAcrossAsync(LabSystem system, CancellationToken cancellationToken)
    {
        var (own, other) = (DemoShop.All[0], DemoShop.All[1]);
        var answer = await system.Demo.AskAsync(
            own.Slug, SignIn, new { input = new { email = Editor(system, own).Email, password = system.DemoPassword } }, null, cancellationToken);
        var token = answer.GetProperty("signIn").GetProperty("accessToken").GetString();
        var http = new HttpClient { BaseAddress = system.Address("api") };
        var end = Ways.Repeated(parallel: 2, TimeSpan.FromMilliseconds(100), async stop =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = Me }) };
            request.Headers.Add("X-Tenant-ID", other.Slug);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await http.SendAsync(request, stop);
        });
        return async ending =>
        {
            await end(ending);
            http.Dispose();
        };
    }

    private static async Task<Ending> OversellAsync(LabSystem system, CancellationToken cancellationToken)
    {
        var shop = DemoShop.All[0];
        var buyer = new DemoAccount(shop.Slug, $"{DemoSeed.Buyer}1@{shop.Slug}.localhost", system.DemoPassword);
        JsonElement products = (await system.Demo.AskAsync(shop.Slug, Choose, null, null, cancellationToken)).GetProperty("products");
        var variant = products.GetProperty("nodes")[0].GetProperty("variants")[0].GetProperty("id").GetGuid();
        return Ways.Repeated(parallel: 1, TimeSpan.FromMilliseconds(200), stop => system.Demo.AskAsync(shop.Slug, Place, new
        {
            input = new
            {
                idempotencyKey = Guid.NewGuid().ToString(),
                currency = shop.Currency,
                lines = new[] { new { variantId = variant, quantity = 9_999 } },
                contact = new { email = buyer.Email },
            },
        }, buyer, stop));
    }

    private static DemoAccount Editor(LabSystem system, DemoShop shop) => new(shop.Slug, $"{DemoSeed.Editor}@{shop.Slug}.localhost", system.DemoPassword);
}
