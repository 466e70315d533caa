using System.Text.Json;
using RusToK.Core.Privacy;
using RusToK.Core.Webhooks;
using RusToK.Core.Webhooks.Deliveries;
using RusToK.Core.Webhooks.Queries;

namespace RusToK.Api.Rest.Webhooks;

/// <summary>An endpoint and how it fares.</summary>
/// <param name="DisabledReason">Why the system switched it off: failing, or gone (its answer was 410).</param>
/// <param name="Breaker">Whether it is called.</param>
/// <param name="Failures">Failed attempts in a row.</param>
/// <param name="RetryAt">When an open breaker lets one attempt through.</param>
internal sealed record WebhookResponse(
    Guid Id, [property: Confidential] string Url, string? Description, IReadOnlyList<string> Events, bool IsActive, string? DisabledReason, BreakerState Breaker, int Failures,
    DateTimeOffset? FailingSince, DateTimeOffset? RetryAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version)
{
    public static WebhookResponse Of(WebhookDetails details) => new(
        details.Webhook.Id, details.Webhook.Url, details.Webhook.Description, details.Webhook.Events, details.Webhook.IsActive, details.Webhook.DisabledReason,
        details.Breaker, details.Failures, details.FailingSince, details.RetryAt, details.Webhook.CreatedAt, details.Webhook.UpdatedAt, details.Webhook.Version);

    /// <summary>An endpoint that was just made: nobody has called it.</summary>
    public static WebhookResponse Of(Webhook webhook) => Of(new WebhookDetails(webhook, BreakerState.Closed, 0, null, null));

    public override string ToString() => Printed.Of(this);
}

/// <param name="Secret">Keep it: nobody can see it again.</param>
internal sealed record WebhookSecretResponse(WebhookResponse Webhook, [property: Confidential] string Secret)
{
    public override string ToString() => Printed.Of(this);
}

/// <summary>An event on its way to an endpoint.</summary>
/// <param name="Id">The receiver gets it as webhook-id, the same in every attempt.</param>
/// <param name="DeliverBy">A pending one is given up then.</param>
/// <param name="CompletedAt">When it was delivered or given up.</param>
/// <param name="TraceId">Of the request that created the event; the receiver is told of it.</param>
internal sealed record DeliveryResponse(
    Guid Id, Guid WebhookId, Guid EventId, string EventType, DeliveryStatus Status, int AttemptCount, DateTimeOffset? NextAttemptAt, DateTimeOffset CreatedAt,
    DateTimeOffset DeliverBy, DateTimeOffset? CompletedAt, string? TraceId)
{
    public static DeliveryResponse Of(WebhookDelivery d) => new(
        d.Id, d.WebhookId, d.EventId, d.EventType, d.Status, d.Attempts, d.NextAttemptAt, d.CreatedAt, d.DeliverBy, d.CompletedAt, d.TraceId);
}

/// <param name="Payload">What the receiver gets.</param>
/// <param name="Attempts">In order.</param>
internal sealed record DeliveryDetailsResponse(DeliveryResponse Delivery, JsonElement Payload, IEnumerable<AttemptResponse> Attempts);

/// <param name="Outcome">ok, refused (an answer other than 2xx), timeout, unreachable, or blocked (an address that may not be called).</param>
/// <param name="Response">The beginning of the answer, without what looks like a secret or a mail address.</param>
internal sealed record AttemptResponse(
    int Number, DateTimeOffset At, double Seconds, string Outcome, int? StatusCode, [property: Confidential] string? Error, [property: Confidential] string? Response, string? TraceId)
{
    public static AttemptResponse Of(DeliveryAttempt a) => new(a.Number, a.At, a.Seconds, a.Outcome, a.StatusCode, a.Error, a.Response, a.TraceId);

    public override string ToString() => Printed.Of(this);
}

/// <param name="Count">Deliveries that are sent again.</param>
internal sealed record RedeliveredResponse(int Count);
