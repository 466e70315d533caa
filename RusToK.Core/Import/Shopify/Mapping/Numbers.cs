using System.Globalization;

namespace RusToK.Core.Import.Shopify.Mapping;

/// <summary>Numbers as the file writes them; an empty cell is none.</summary>
internal static class Numbers
{
    public static bool TryAmount(string text, out decimal? amount)
    {
        var isNumber = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        amount = isNumber ? number : null;
        return isNumber || text.Length == 0;
    }

    /// <summary>Shopify writes whole grams, some tools write <c>28.0</c>.</summary>
    public static bool TryGrams(string text, out int? grams)
    {
        var isNumber = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue;
        grams = isNumber ? (int)decimal.Round(number) : null;
        return isNumber || text.Length == 0;
    }

    public static bool TryPieces(string text, out int? pieces)
    {
        var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        pieces = isNumber ? number : null;
        return isNumber || text.Length == 0;
    }

    public static ImportReason Refuse(string column, string text) => new("number", $"'{text}' in the column '{column}' is no number that is possible there.");
}
