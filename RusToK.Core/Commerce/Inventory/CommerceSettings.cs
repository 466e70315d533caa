using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Inventory;

/// <summary>The tenant's own settings of the module; without a row the defaults hold.</summary>
public sealed record CommerceSettings : ITenantOwned
{
    public const int DefaultLowStockThreshold = 5;

    public required Guid TenantId { get; init; }

    /// <summary>Stock below this is low, of variants that name no threshold of their own.</summary>
    public required int LowStockThreshold { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
