using RusToK.Core.Persistence;
using RusToK.Core.Privacy;

namespace RusToK.Core.Commerce.Orders;

/// <summary>
/// The personal data of an order. It is nowhere else: not in events, read models, spans or logs. Whoever must forget somebody
/// empties this row.
/// </summary>
public sealed record OrderContact : ITenantOwned
{
    public required Guid TenantId { get; init; }

    public required Guid OrderId { get; init; }

    /// <summary>In lower case.</summary>
    [Confidential]
    public string? Email { get; init; }

    [Confidential]
    public string? Name { get; init; }

    [Confidential]
    public string? Phone { get; init; }

    /// <summary>What the buyer wrote to the merchant.</summary>
    [Confidential]
    public string? Note { get; init; }

    public ShippingAddress? ShippingAddress { get; init; }

    public override string ToString() => Printed.Of(this);
}
