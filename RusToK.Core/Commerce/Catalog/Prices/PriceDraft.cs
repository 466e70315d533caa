using RusToK.Core.Commerce.Money;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Catalog.Prices;

/// <summary>A variant's price in one currency, as a caller gives it.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Amount">At most as many decimals as the currency has.</param>
/// <param name="CompareAt">The price it is compared with, crossed out beside it; not below the amount.</param>
public sealed record PriceDraft(string Currency, decimal Amount, decimal? CompareAt = null)
{
    internal static void Check(Violations violations, string field, IReadOnlyList<PriceDraft> prices)
    {
        var currencies = new HashSet<string>();
        for (var i = 0; i < prices.Count; i++)
        {
            var (path, price) = ($"{field}[{i}]", prices[i]);
            if (!violations.RequireCurrency(path + ".currency", price.Currency))
                continue;
            if (!currencies.Add(price.Currency))
                violations.Add(path + ".currency", "unique", $"{path}.currency is given twice.");
            violations.RequireAmount(path + ".amount", price.Currency, price.Amount);
            if (price.CompareAt is not { } compareAt)
                continue;
            violations.RequireAmount(path + ".compareAt", price.Currency, compareAt);
            if (compareAt < price.Amount)
                violations.Add(path + ".compareAt", "compare-at", $"{path}.compareAt must not be below the amount.");
        }
    }
}
