using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Orders;

/// <summary>Pieces in a location that are promised to an order; gone when it is shipped or cancelled.</summary>
public sealed record Reservation : ITenantOwned
{
    public required Guid TenantId { get; init; }

    public required Guid OrderId { get; init; }

    public required Guid VariantId { get; init; }

    public required Guid LocationId { get; init; }

    public required Guid ProductId { get; init; }

    public required int Quantity { get; init; }
}
