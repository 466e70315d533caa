namespace RusToK.Worker.Webhooks;

internal static partial class WebhookLog
{
    [LoggerMessage(1401, LogLevel.Warning, "Webhook {EndpointId}: delivery {DeliveryId} failed in attempt {Attempt} ({Outcome}, status {StatusCode}); the next one is in {Pause}",
        EventName = "webhook.attempt_failed")]
    public static partial void AttemptFailed(ILogger logger, Guid endpointId, Guid deliveryId, int attempt, string outcome, int? statusCode, TimeSpan pause);

    [LoggerMessage(1402, LogLevel.Error, "Webhook {EndpointId}: delivery {DeliveryId} was given up after {Attempts} attempts ({Outcome}, status {StatusCode})",
        EventName = "webhook.given_up")]
    public static partial void GivenUp(ILogger logger, Guid endpointId, Guid deliveryId, int attempts, string outcome, int? statusCode);

    [LoggerMessage(1403, LogLevel.Warning, "Webhook {EndpointId} fails: its circuit breaker is open", EventName = "webhook.breaker_opened")]
    public static partial void BreakerOpened(ILogger logger, Guid endpointId);

    [LoggerMessage(1404, LogLevel.Information, "Webhook {EndpointId} answers again: its circuit breaker is closed",
        EventName = "webhook.breaker_closed")]
    public static partial void BreakerClosed(ILogger logger, Guid endpointId);

    [LoggerMessage(1405, LogLevel.Warning, "Webhook {EndpointId} was switched off: {Reason}", EventName = "webhook.disabled")]
    public static partial void Disabled(ILogger logger, Guid endpointId, string reason);

    [LoggerMessage(1406, LogLevel.Warning, "Webhook {EndpointId} could not be switched off; its next failure tries again",
        EventName = "webhook.disabling_failed")]
    public static partial void DisablingFailed(ILogger logger, Exception error, Guid endpointId);

    [LoggerMessage(1407, LogLevel.Warning, "Due webhook deliveries cannot be read; trying again in {Delay}", EventName = "webhook.queue_delayed")]
    public static partial void QueueDelayed(ILogger logger, Exception error, TimeSpan delay);

    [LoggerMessage(1408, LogLevel.Warning, "The outcome of webhook delivery {DeliveryId} could not be noted; it is due again when its lease ends",
        EventName = "webhook.note_lost")]
    public static partial void NoteLost(ILogger logger, Exception error, Guid deliveryId);

    [LoggerMessage(1409, LogLevel.Information, "Webhooks: gave up {Expired} deliveries that were due too long, removed {Removed} old ones",
        EventName = "webhook.tidied")]
    public static partial void Tidied(ILogger logger, long expired, long removed);

    [LoggerMessage(1410, LogLevel.Warning, "The log of webhook deliveries could not be tidied; the next attempt is in a minute",
        EventName = "webhook.tidying_failed")]
    public static partial void TidyingFailed(ILogger logger, Exception error);
}
