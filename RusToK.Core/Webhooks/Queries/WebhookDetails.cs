using RusToK.Core.Webhooks.Deliveries;

namespace RusToK.Core.Webhooks.Queries;

/// <summary>An endpoint with how it fares.</summary>
/// <param name="Webhook">The endpoint.</param>
/// <param name="Breaker">Whether it is called.</param>
/// <param name="Failures">Failed attempts in a row.</param>
/// <param name="FailingSince">When it began to fail; null when it does not.</param>
/// <param name="RetryAt">When an open breaker lets one attempt through.</param>
public sealed record WebhookDetails(Webhook Webhook, BreakerState Breaker, int Failures, DateTimeOffset? FailingSince, DateTimeOffset? RetryAt);
