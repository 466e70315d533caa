using RusToK.Core.Commerce.Catalog.Variants;

namespace RusToK.Core.Commerce.Catalog.Events;

/// <summary>A variant but its prices, whole.</summary>
public sealed record VariantState(
    Guid Id,
    int Position,
    string? Sku,
    string? Barcode,
    IReadOnlyList<string> OptionValues,
    int? WeightGrams,
    InventoryPolicy Policy,
    bool TracksInventory,
    int? LowStockThreshold,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    internal static VariantState Of(Variant v) => new(
        v.Id, v.Position, v.Sku, v.Barcode, v.OptionValues, v.WeightGrams, v.Policy, v.TracksInventory, v.LowStockThreshold,
        v.CreatedAt, v.UpdatedAt);
}
