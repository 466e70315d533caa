using System.Diagnostics.Metrics;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Webhooks;

/// <summary>What deliveries measure. Endpoints and tenants are no labels: there is no bound to their number.</summary>
public static class WebhookMetrics
{
    private const string Outcome = "outcome";

    /// <summary>Outcomes of deliveries.</summary>
    private static readonly string[] Deliveries = ["delivered", "late", "retried", "failed"];

    /// <summary>Within this time after its event was recorded a delivery is not late: the objective webhook-delivery.</summary>
    public static readonly TimeSpan InTime = TimeSpan.FromMinutes(10);

    private static readonly Counter<long> Count = TelemetrySources.WebhooksMeter.CreateCounter<long>(
        "rustok.webhook.deliveries", "{delivery}",
        "Deliveries by outcome: delivered within ten minutes, late, failed for good, and attempts that failed and will be retried.");

    private static readonly Histogram<double> Duration = TelemetrySources.WebhooksMeter.CreateHistogram(
        "rustok.webhook.duration", "s", "Duration of one attempt, by outcome.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30] });

    private static readonly Counter<long> Transitions = TelemetrySources.WebhooksMeter.CreateCounter<long>(
        "rustok.webhook.breaker.transitions", "{transition}", "Circuit breakers of endpoints that opened or closed.");

    private static readonly Counter<long> Disabled = TelemetrySources.WebhooksMeter.CreateCounter<long>(
        "rustok.webhook.disabled", "{endpoint}", "Endpoints the system switched off, by reason.");

    /// <summary>Makes a series at zero of every label that is known in advance.</summary>
    public static void Initialise()
    {
        foreach (var outcome in Deliveries)
            Count.Add(0, new KeyValuePair<string, object?>(Outcome, outcome));
        Transitions.Add(0, new KeyValuePair<string, object?>("to", "open"));
        Transitions.Add(0, new KeyValuePair<string, object?>("to", "closed"));
        Disabled.Add(0, new KeyValuePair<string, object?>("reason", Commands.DisableWebhook.Failing));
        Disabled.Add(0, new KeyValuePair<string, object?>("reason", Commands.DisableWebhook.Gone));
    }

    /// <param name="outcome">delivered, late, retried or failed.</param>
    /// <param name="deliveries">How many.</param>
    public static void CountDeliveries(string outcome, long deliveries = 1) => Count.Add(deliveries, new KeyValuePair<string, object?>(Outcome, outcome));

    /// <param name="outcome">Of an attempt: ok, refused, timeout, unreachable or blocked.</param>
    /// <param name="seconds">How long it took.</param>
    public static void RecordAttempt(string outcome, double seconds) => Duration.Record(seconds, new KeyValuePair<string, object?>(Outcome, outcome));

    public static void CountTransition(string to) => Transitions.Add(1, new KeyValuePair<string, object?>("to", to));

    public static void CountDisabled(string reason) => Disabled.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
