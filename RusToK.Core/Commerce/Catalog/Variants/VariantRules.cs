using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Catalog.Variants;

/// <summary>What a variant may look like.</summary>
public static class VariantRules
{
    public const int MaxSku = 255;
    public const int MaxBarcode = 255;
    public const int MaxWeightGrams = 1_000_000_000;
    public const int MaxThreshold = 1_000_000;

    internal static void CheckFields(
        Violations violations, string path, string? sku, string? barcode, int? weightGrams, int? lowStockThreshold)
    {
        if (sku is not null)
            violations.RequireName(path + "sku", sku, MaxSku);
        if (barcode is not null)
            violations.RequireName(path + "barcode", barcode, MaxBarcode);
        if (weightGrams is < 0 or > MaxWeightGrams)
            violations.Add(path + "weightGrams", "range", $"{path}weightGrams must be 0 to {MaxWeightGrams}.");
        if (lowStockThreshold is < 0 or > MaxThreshold)
            violations.Add(path + "lowStockThreshold", "range", $"{path}lowStockThreshold must be 0 to {MaxThreshold}.");
    }

    /// <summary>The values fit the product's options.</summary>
    /// <returns>The values as the options spell them; null when they do not fit.</returns>
    internal static string[]? MatchOptions(
        Violations violations, string field, IReadOnlyList<string> values, IReadOnlyList<ProductOption> options)
    {
        if (values.Count != options.Count)
        {
            violations.Add(field, "count", $"{field} must hold one value for each option of the product: {options.Count}, not {values.Count}.");
            return null;
        }

        var matched = new List<string>(values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            var wanted = values[i].Trim();
            if (options[i].Values.FirstOrDefault(v => string.Equals(v, wanted, StringComparison.OrdinalIgnoreCase)) is { } known)
                matched.Add(known);
            else
                violations.Add($"{field}[{i}]", "option", $"{field}[{i}] is no value of the option '{options[i].Name}'; add it to the product's options first.");
        }

        return matched.Count == values.Count ? [.. matched] : null;
    }
}
