using RusToK.Core.Commerce.Catalog.Variants;

namespace RusToK.Core.Import.Shopify.Mapping;

/// <summary>A variant as its source wants it.</summary>
internal sealed record ImportedVariant
{
    /// <summary>One for each option of the product; what tells variants apart.</summary>
    public required IReadOnlyList<string> OptionValues { get; init; }

    public string? Sku { get; init; }

    public string? Barcode { get; init; }

    public int? WeightGrams { get; init; }

    public required InventoryPolicy Policy { get; init; }

    public required bool TracksInventory { get; init; }

    /// <summary>Pieces on hand; null when they are not counted.</summary>
    public int? Quantity { get; init; }

    public decimal? Price { get; init; }

    public decimal? CompareAt { get; init; }

    /// <summary>The same for variants of the same option values, however they are spelt.</summary>
    public string Key => KeyOf(OptionValues);

    public static string KeyOf(IEnumerable<string> optionValues) => string.Join('\u001f', optionValues.Select(v => v.Trim().ToLowerInvariant()));
}
