using System.Diagnostics.Metrics;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.Core.Webhooks;

/// <summary>What deliveries measure. Endpoints and tenants are no labels: there is no bound to their number.</summary>
public static class WebhookMetrics
{
    /// <summary>Outcomes of deliveries.</summary>
    private static readonly string[] Deliveries = ["delivered", "late", "retried", "failed"];

    /// <summary>Within this time after its event was recorded a delivery is not late: the objective webhook-delivery.</summary>
    public static readonly TimeSpan InTime = TimeSpan.FromMinutes(10);

    private static readonly Counter<long> Count = WebhookInstruments.Deliveries.CreateCounter<long>();

    private static readonly Histogram<double> Duration = WebhookInstruments.Duration.CreateHistogram();

    private static readonly Counter<long> Transitions = WebhookInstruments.BreakerTransitions.CreateCounter<long>();

    private static readonly Counter<long> Disabled = WebhookInstruments.Disabled.CreateCounter<long>();

    /// <summary>Makes a series at zero of every label that is known in advance.</summary>
    public static void Initialise()
    {
        foreach (var outcome in Deliveries)
            Count.Add(0, new KeyValuePair<string, object?>(Attributes.OutcomeLabel, outcome));
        Transitions.Add(0, new KeyValuePair<string, object?>(Attributes.To, "open"));
        Transitions.Add(0, new KeyValuePair<string, object?>(Attributes.To, "closed"));
        Disabled.Add(0, new KeyValuePair<string, object?>(Attributes.Reason, Commands.DisableWebhook.Failing));
        Disabled.Add(0, new KeyValuePair<string, object?>(Attributes.Reason, Commands.DisableWebhook.Gone));
    }

    /// <param name="outcome">delivered, late, retried or failed.</param>
    /// <param name="deliveries">How many.</param>
    public static void CountDeliveries(string outcome, long deliveries = 1) => Count.Add(deliveries, new KeyValuePair<string, object?>(Attributes.OutcomeLabel, outcome));

    /// <param name="outcome">Of an attempt: ok, refused, timeout, unreachable or blocked.</param>
    /// <param name="seconds">How long it took.</param>
    public static void RecordAttempt(string outcome, double seconds) => Duration.Record(seconds, new KeyValuePair<string, object?>(Attributes.OutcomeLabel, outcome));

    public static void CountTransition(string to) => Transitions.Add(1, new KeyValuePair<string, object?>(Attributes.To, to));

    public static void CountDisabled(string reason) => Disabled.Add(1, new KeyValuePair<string, object?>(Attributes.Reason, reason));
}
