using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Prices;

/// <summary>A variant's price in a <see cref="PriceList"/>, in the list's currency. Guarded by the version of its product.</summary>
public sealed record ListPrice : ITenantOwned
{
    public required Guid TenantId { get; init; }

    public required Guid VariantId { get; init; }

    public required Guid PriceListId { get; init; }

    public required decimal Amount { get; init; }
}
