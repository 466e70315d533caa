using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Inventory;

/// <summary>A variant's stock over all locations. Written by the SQL functions of <c>commerce.sql</c> only.</summary>
public sealed record VariantStock : ITenantOwned
{
    public required Guid TenantId { get; init; }

    public required Guid VariantId { get; init; }

    public required Guid ProductId { get; init; }

    public required int OnHand { get; init; }

    /// <summary>Promised to orders. Available is on hand less reserved.</summary>
    public required int Reserved { get; init; }

    /// <summary>Available is below the threshold, and that has been told.</summary>
    public required bool IsLow { get; init; }
}
