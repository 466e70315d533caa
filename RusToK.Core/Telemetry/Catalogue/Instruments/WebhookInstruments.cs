namespace RusToK.Core.Telemetry.Catalogue.Instruments;

/// <summary>What becomes of the deliveries of webhooks. Endpoints and tenants are no labels: there is no bound to their number.</summary>
public static class WebhookInstruments
{
    public static readonly MetricDefinition Deliveries = new(
        TelemetrySources.WebhooksMeter, "rustok.webhook.deliveries", InstrumentKind.Counter, "{delivery}",
        "Deliveries by outcome: delivered within ten minutes, late, failed for good, and attempts that failed and will be retried.")
    {
        Labels = [MetricLabel.Of(Attributes.OutcomeLabel, "delivered", "late", "retried", "failed")],
    };

    public static readonly MetricDefinition Duration = new(
        TelemetrySources.WebhooksMeter, "rustok.webhook.duration", InstrumentKind.Histogram, "s", "Duration of one attempt, by outcome.")
    {
        Labels = [MetricLabel.Of(Attributes.OutcomeLabel, "ok", "refused", "timeout", "unreachable", "blocked")],
        Buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30],
    };

    public static readonly MetricDefinition BreakerTransitions = new(
        TelemetrySources.WebhooksMeter, "rustok.webhook.breaker.transitions", InstrumentKind.Counter, "{transition}",
        "Circuit breakers of endpoints that opened or closed.")
    {
        Labels = [MetricLabel.Of(Attributes.To, "open", "closed")],
        FilledBy = "an endpoint that fails several times in a row",
    };

    public static readonly MetricDefinition Disabled = new(
        TelemetrySources.WebhooksMeter, "rustok.webhook.disabled", InstrumentKind.Counter, "{endpoint}", "Endpoints the system switched off, by reason.")
    {
        Labels = [MetricLabel.Of(Attributes.Reason, "failing", "gone")],
        FilledBy = "an endpoint that fails for days or says that it is gone",
    };
}
