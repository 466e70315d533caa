using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Inventory;

/// <summary>The inventory of one product: whoever moves stock of any of its variants locks this row first, and counts the version on.</summary>
public sealed record ProductStock : ITenantOwned
{
    public required Guid TenantId { get; init; }

    public required Guid ProductId { get; init; }

    /// <summary>Version after the last event of the inventory; 0 before the first.</summary>
    public required long Version { get; init; }
}
