using RusToK.Core.Persistence;
using RusToK.Core.Privacy;

namespace RusToK.Core.Commerce.Orders;

/// <summary>Which order an idempotency key has made, and of what request.</summary>
public sealed record OrderKey : ITenantOwned
{
    public required Guid TenantId { get; init; }

    [Confidential]
    public required string Key { get; init; }

    public required Guid OrderId { get; init; }

    /// <summary>SHA-256 of the request.</summary>
    [Confidential]
    public required byte[] RequestHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public override string ToString() => Printed.Of(this);
}
