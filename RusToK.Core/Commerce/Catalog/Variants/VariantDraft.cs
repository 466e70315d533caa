using RusToK.Core.Commerce.Catalog.Prices;

namespace RusToK.Core.Commerce.Catalog.Variants;

/// <summary>A variant as a caller describes it.</summary>
public sealed record VariantDraft
{
    /// <summary>The caller's id for it; a new UUIDv7 when absent.</summary>
    public Guid? Id { get; init; }

    public string? Sku { get; init; }

    public string? Barcode { get; init; }

    /// <summary>One value for each option of the product, in their order.</summary>
    public IReadOnlyList<string> OptionValues { get; init; } = [];

    /// <summary>Place among the variants; at the end when absent.</summary>
    public int? Position { get; init; }

    public int? WeightGrams { get; init; }

    public InventoryPolicy Policy { get; init; } = InventoryPolicy.Deny;

    public bool TracksInventory { get; init; } = true;

    public int? LowStockThreshold { get; init; }

    /// <summary>At most one a currency.</summary>
    public IReadOnlyList<PriceDraft> Prices { get; init; } = [];
}
