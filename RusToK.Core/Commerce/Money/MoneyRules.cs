using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Money;

/// <summary>What an amount may look like.</summary>
public static class MoneyRules
{
    /// <summary>Largest price. Order totals stay far below the bounds of their types.</summary>
    public const decimal MaxAmount = 999_999_999m;

    /// <summary>Checks a code; what uses it afterwards may rely on <see cref="Currencies"/> knowing it.</summary>
    internal static bool RequireCurrency(this Violations violations, string field, string? currency)
    {
        if (currency is not null && Currencies.Exists(currency))
            return true;
        violations.Add(field, "iso-4217", $"{field} must be a currency code of ISO 4217 in capitals, such as EUR.");
        return false;
    }

    /// <param name="violations">Where to add to.</param>
    /// <param name="field">Path of the amount.</param>
    /// <param name="currency">A known currency.</param>
    /// <param name="amount">The amount.</param>
    internal static void RequireAmount(this Violations violations, string field, string currency, decimal amount)
    {
        if (amount is < 0 or > MaxAmount)
            violations.Add(field, "range", $"{field} must be 0 to {MaxAmount:F0}.");
        else if (decimal.Round(amount, Currencies.DecimalsOf(currency)) != amount)
            violations.Add(field, "decimals", $"{field} must have at most {Currencies.DecimalsOf(currency)} decimals: it is in {currency}.");
    }
}
