using RusToK.Core.Persistence;
using RusToK.Core.Privacy;

namespace RusToK.Core.Webhooks;

/// <summary>An address of a tenant's that is told of its events.</summary>
public sealed record Webhook : ITenantOwned, IVersioned
{
    public required Guid TenantId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>Where events are posted to; see <see cref="WebhookRules"/>.</summary>
    [Confidential]
    public required string Url { get; init; }

    /// <summary>For people; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>Which events: a type such as <c>node.published</c>, all of a subject as <c>node.*</c>, or <c>*</c>. Sorted, each once.</summary>
    public required string[] Events { get; init; }

    /// <summary>An inactive one is told of nothing; what was due before waits.</summary>
    public required bool IsActive { get; init; }

    /// <summary>Why the system switched it off: <c>failing</c> or <c>gone</c>; null when it is active or was switched off by somebody.</summary>
    public string? DisabledReason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required long Version { get; init; }

    public override string ToString() => Printed.Of(this);
}
