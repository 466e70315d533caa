using RusToK.Core.Events;
using RusToK.Core.Privacy;

namespace RusToK.Core.Webhooks.Events;

/// <summary>What every webhook event says about the endpoint; never its secret.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="Events">What it is told of.</param>
/// <param name="IsActive">Whether it is told of anything.</param>
/// <param name="DisabledReason">Why the system switched it off: <c>failing</c> or <c>gone</c>.</param>
public sealed record WebhookState([property: Confidential] string Url, IReadOnlyList<string> Events, bool IsActive, string? DisabledReason)
{
    public override string ToString() => Printed.Of(this);
}

[EventType("webhook.created")]
public sealed record WebhookCreated(WebhookState Webhook) : IEvent;

/// <summary>Its fields changed, somebody or the system switched it, or it has a new secret.</summary>
/// <param name="Webhook">The endpoint as it is now.</param>
/// <param name="IsSecretRotated">Whether it has a new secret.</param>
[EventType("webhook.updated")]
public sealed record WebhookUpdated(WebhookState Webhook, bool IsSecretRotated = false) : IEvent;

[EventType("webhook.deleted")]
public sealed record WebhookDeleted(WebhookState Webhook) : IEvent;
