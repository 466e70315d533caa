using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Prices;

/// <summary>A variant's regular price in one currency. Guarded by the version of its product.</summary>
public sealed record Price : ITenantOwned
{
    public required Guid TenantId { get; init; }

    public required Guid VariantId { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    public required decimal Amount { get; init; }

    /// <summary>The price it is compared with; not below the amount.</summary>
    public decimal? CompareAt { get; init; }
}
