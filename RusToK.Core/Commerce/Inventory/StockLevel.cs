using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Inventory;

/// <summary>A variant's stock in one location. Written by the SQL functions of <c>commerce.sql</c> only.</summary>
public sealed record StockLevel : ITenantOwned
{
    public required Guid TenantId { get; init; }

    public required Guid VariantId { get; init; }

    public required Guid LocationId { get; init; }

    public required int OnHand { get; init; }

    public required int Reserved { get; init; }
}
