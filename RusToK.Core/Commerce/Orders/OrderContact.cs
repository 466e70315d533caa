using RusToK.Core.Persistence;

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
    public string? Email { get; init; }

    public string? Name { get; init; }

    public string? Phone { get; init; }

    /// <summary>What the buyer wrote to the merchant.</summary>
    public string? Note { get; init; }

    public ShippingAddress? ShippingAddress { get; init; }
}
