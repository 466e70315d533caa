using RusToK.Core.Privacy;

namespace RusToK.Core.Webhooks;

/// <summary>An endpoint with a secret that was just made; it is shown this once.</summary>
/// <param name="Webhook">The endpoint.</param>
/// <param name="Secret">The new secret.</param>
public sealed record WebhookWithSecret(Webhook Webhook, [property: Confidential] string Secret)
{
    /// <summary>The secret never prints itself, so it cannot end up in a log, a span or an error by accident.</summary>
    public override string ToString() => $"{nameof(WebhookWithSecret)} {Webhook.Id}";
}
