using RusToK.Core.Commerce.Money;
using RusToK.Core.Errors;

namespace RusToK.Core.Import.Shopify;

/// <summary>What the file does not say, and somebody has to.</summary>
internal static class ShopifyRules
{
    private const int MaxShop = 200;

    public static IEnumerable<FieldError> Check(string? currency, string? shop)
    {
        if (currency is null || !Currencies.Exists(currency.ToUpperInvariant()))
            yield return new FieldError("currency", "iso-4217", "currency must be a code of ISO 4217, such as EUR.");
        if (Normalise(shop).Length is 0 or > MaxShop)
            yield return new FieldError("shop", "length", $"The name of the shop must have 1 to {MaxShop} characters: its domain, for example.");
    }

    /// <summary>The name its products are found again by.</summary>
    public static string Normalise(string? shop) => shop?.Trim().ToLowerInvariant() ?? string.Empty;
}
