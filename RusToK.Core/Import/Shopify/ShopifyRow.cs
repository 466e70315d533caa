namespace RusToK.Core.Import.Shopify;

/// <summary>One record of the file.</summary>
/// <param name="line">Line on which it begins, from 1.</param>
/// <param name="columns">Number of each column.</param>
/// <param name="cells">What stands in them.</param>
internal sealed class ShopifyRow(int line, IReadOnlyDictionary<string, int> columns, string[] cells)
{
    public int Line => line;

    /// <summary>A cell without blanks around it; empty when the file has no such column, or the record ends before it.</summary>
    public string this[string column] =>
        columns.TryGetValue(column, out var number) && number < cells.Length ? cells[number].Trim() : "";

    /// <summary>Whether it describes a variant; the others hold one more image.</summary>
    public bool IsVariant =>
        this[ShopifyColumns.OptionValue(1)].Length > 0 || this[ShopifyColumns.Price].Length > 0 || this[ShopifyColumns.Sku].Length > 0;

    /// <summary>Values of the options, as many as the product has.</summary>
    public IReadOnlyList<string> OptionValues(int options) => [.. Enumerable.Range(1, options).Select(n => this[ShopifyColumns.OptionValue(n)])];
}
