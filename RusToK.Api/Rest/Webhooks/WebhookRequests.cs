using RusToK.Core.Privacy;

namespace RusToK.Api.Rest.Webhooks;

/// <param name="Url">An https address that anybody may reach.</param>
/// <param name="Events">Types of events: <c>node.published</c>, <c>node.*</c>, or <c>*</c> for all.</param>
/// <param name="Description">For people.</param>
/// <param name="IsActive">Whether it is told of anything; true when absent.</param>
internal sealed record CreateWebhookRequest(
    [property: Confidential] string? Url, IReadOnlyList<string?>? Events, string? Description, bool? IsActive)
{
    public override string ToString() => Printed.Of(this);
}

/// <param name="OverlapHours">How long the old secret signs too; 24 when absent, 0 when others know it.</param>
internal sealed record RotateSecretRequest(int? OverlapHours);

/// <param name="Since">Deliveries that were made then or later and failed for good.</param>
internal sealed record RedeliverRequest(DateTimeOffset? Since);
