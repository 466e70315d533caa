using RusToK.Core.Faults;
using RusToK.Demo;
using RusToK.Lab.Running;
using static RusToK.Operations.Promql.Series;

namespace RusToK.Lab.Faults;

/// <summary>More than there is room for: events, and customers.</summary>
internal static class LoadFaults
{
    private const string Variants = "query Variants { products(first: 5) { nodes { variants { id } } } }";
    private const string Count = "mutation CountShelves($input: AdjustStockInput!) { adjustStock(input: $input) { levels { variantId } } }";
    private const string Look = "query Look($words: String!) { search(query: $words, first: 5) { nodes { title } } }";

    private const double LongerThanTheFault = 60;

    private static readonly string[] EventsAreLate = ["EventFreshnessBurnsFast", "SearchStale"];

    public static IReadOnlyList<LabFault> All { get; } =
    [
        new("stream-full", "The consumer of the catalog hangs while one tenant counts some shelves over and over.", "StreamAtBound",
            new Culprit($"sum by (group) (max by (group, partition) ({StreamLag}))", ("group", "catalog")), FloodOnHangingAsync)
        {
            Consequences = [.. EventsAreLate, "DatabaseSlow", "ApiLatencyBurnsFast", "TenantTakesLoad", "ConsumerLag", "EventLogNotDraining", "BacklogGrowing", "TelemetryDropped"],
            Holds = TimeSpan.FromSeconds(30),
        },
        new("pool-exhausted", "A crowd searches while PostgreSQL takes 400 ms longer for each statement.", "PoolExhausted",
            new Culprit($"sum by (job) ({PoolWaiting})", ("job", "rustok-api")), CrowdAsync)
        {
            // Every slow trace is exported, and all are slow: the dashboard does not keep up with that.
            Consequences = ["DatabaseSlow", "ApiLatencyBurnsFast", "ApiAvailabilityBurnsFast", "TenantTakesLoad", "CacheHitRatioCollapsed", "TelemetryDropped", .. EventsAreLate],
        },
    ];

    private static async Task<Ending> FloodOnHangingAsync(LabSystem system, CancellationToken cancellationToken) => Both(
        await Ways.Switched(FaultCatalogue.HandlerSlow, ("latencySeconds", LongerThanTheFault), ("handler", "catalog"))(system, cancellationToken),
        await FloodAsync(system, cancellationToken));

    /// <summary>Each movement is an event; a few variants are a few partitions.</summary>
    private static async Task<Ending> FloodAsync(LabSystem system, CancellationToken cancellationToken)
    {
        var shop = DemoShop.All[1];
        var editor = new DemoAccount(shop.Slug, $"{DemoSeed.Editor}@{shop.Slug}.localhost", system.DemoPassword);
        var variants = (await system.Demo.AskAsync(shop.Slug, Variants, null, editor, cancellationToken)).GetProperty("products").GetProperty("nodes").EnumerateArray()
            .SelectMany(product => product.GetProperty("variants").EnumerateArray()).Select(variant => variant.GetProperty("id").GetGuid()).ToList();
        return Ways.Repeated(parallel: 1, TimeSpan.FromMilliseconds(50), async stop =>
        {
            foreach (var amount in (int[])[1, -1])
                await system.Demo.AskAsync(
                    shop.Slug, Count, new { input = new { reason = "count", moves = variants.Select(id => new { variantId = id, amount }) } }, editor, stop);
        });
    }

    private static async Task<Ending> CrowdAsync(LabSystem system, CancellationToken cancellationToken)
    {
        var slow = await Ways.Switched(FaultCatalogue.DatabaseSlow, ("latencySeconds", 0.4))(system, cancellationToken);
        var shop = DemoShop.All[0];
        return Both(slow, Ways.Repeated(parallel: 100, TimeSpan.Zero, stop =>
            system.Demo.AskAsync(shop.Slug, Look, new { words = $"{shop.Things[0]} {Guid.NewGuid():N}" }, null, stop)));
    }

    private static Ending Both(Ending one, Ending other) => async ending =>
    {
        await other(ending);
        await one(ending);
    };
}
