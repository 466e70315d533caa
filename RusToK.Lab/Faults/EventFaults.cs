using RusToK.Core.Faults;
using RusToK.Demo;
using RusToK.Lab.Running;
using static RusToK.Operations.Promql.Series;

namespace RusToK.Lab.Faults;

/// <summary>Consumers of events and receivers of webhooks.</summary>
internal static class EventFaults
{
    private const string Replay = "mutation ReplayDead($input: ReplayDeadLettersInput!) { replayDeadLetters(input: $input) { deadLetters { id } } }";
    private const string Dead = "query Dead { deadLetters(status: DEAD, first: 100) { nodes { id } } }";

    private static readonly string[] EventsAreLate = ["EventFreshnessBurnsFast", "SearchStale"];

    /// <summary>Long enough for the longer window of a burn rate, a divided hour, to see what is given up.</summary>
    private static readonly TimeSpan UntilTheBudgetBurns = TimeSpan.FromSeconds(40);

    public static IReadOnlyList<LabFault> All { get; } =
    [
        new("poison-event", "No consumer of orders can apply an order that was placed.", "DeadLettersGrowing",
            new Culprit($"sum by (handler, event_type) (increase({DeadLettersAdded}[15s]))", ("handler", "orders"), ("event_type", "order.placed")), PoisonAsync)
        {
            Concluded = "consumer orders",
            Holds = UntilTheBudgetBurns,
            Consequences = [.. EventsAreLate, "EventDeliveryBurnsFast", "HandlerErrors", "ConsumerLag"],
        },
        new("handler-slow", "The consumer of content takes 3 s for a batch.", "EventFreshnessBurnsFast",
            new Culprit(SlowestHandler, ("handler", "content")), Ways.Switched(FaultCatalogue.HandlerSlow, ("latencySeconds", 3), ("handler", "content")))
        {
            Concluded = "consumer content",
            Consequences = [.. EventsAreLate, "ConsumerLag"],
        },
        new("handler-error", "The consumer of usage fails, for a reason that passes, in four of five attempts.", "HandlerErrors",
            new Culprit($"sum by (handler) (rate({Retries}[10s]))", ("handler", "usage")), Ways.Switched(FaultCatalogue.HandlerError, ("rate", 0.8), ("handler", "usage")))
        {
            Concluded = "consumer usage",
            Consequences = [.. EventsAreLate, "ConsumerLag", "DeadLettersGrowing", "EventDeliveryBurnsFast"],
        },
        new("webhook-target-down", "Receivers of webhooks refuse the connection.", "WebhookEndpointFailing",
            new Culprit($"sum by (outcome) (rate({WebhookDeliveries}{{outcome!=\"failed\"}}[10s]))", ("outcome", "retried")), Ways.Switched(FaultCatalogue.WebhookTargetDown))
        {
            Consequences = ["WebhookDeliveryBurnsFast"],
        },
    ];

    private const string SlowestHandler = "sum by (handler) (rate(messaging_process_duration_seconds_sum[10s])) / sum by (handler) (rate(messaging_process_duration_seconds_count[10s]))";

    /// <summary>What was given up is replayed at the end, as whoever mends the consumer does.</summary>
    private static async Task<Ending> PoisonAsync(LabSystem system, CancellationToken cancellationToken)
    {
        var off = await Ways.Switched(FaultCatalogue.PoisonEvent, ("handler", "orders"), ("eventType", "order.placed"))(system, cancellationToken);
        return async ending =>
        {
            await off(ending);
            foreach (var shop in DemoShop.All)
                await ReplayAsync(system, new DemoAccount(shop.Slug, $"{DemoSeed.Editor}@{shop.Slug}.localhost", system.DemoPassword), ending);
        };
    }

    private static async Task ReplayAsync(LabSystem system, DemoAccount account, CancellationToken cancellationToken)
    {
        while (true)
        {
            var dead = (await system.Demo.AskAsync(account.Tenant, Dead, null, account, cancellationToken)).GetProperty("deadLetters").GetProperty("nodes").EnumerateArray()
                .Select(letter => letter.GetProperty("id").GetGuid()).ToList();
            if (dead.Count == 0)
                return;
            await system.Demo.AskAsync(account.Tenant, Replay, new { input = new { ids = dead } }, account, cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }
    }
}
