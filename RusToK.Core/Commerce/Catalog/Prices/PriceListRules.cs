using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Catalog.Prices;

/// <summary>What a price list may look like.</summary>
public static class PriceListRules
{
    public const int MaxName = 255;

    internal static void CheckValidity(Violations violations, DateTimeOffset? startsAt, DateTimeOffset? endsAt)
    {
        if (startsAt >= endsAt)
            violations.Add("endsAt", "after-start", "endsAt must be after startsAt.");
    }
}
