using RusToK.Core.Commerce.Money;
using Xunit;

namespace RusToK.Tests.Commerce;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("EUR", 2)]
    [InlineData("USD", 2)]
    [InlineData("JPY", 0)]
    [InlineData("ISK", 0)]
    [InlineData("KWD", 3)]
    [InlineData("TND", 3)]
    public void A_currency_has_its_own_decimals(string code, int decimals) => Assert.Equal(decimals, Currencies.DecimalsOf(code));

    [Theory]
    [InlineData("eur")]
    [InlineData("EURO")]
    [InlineData("XXX")]
    [InlineData("XAU")]
    [InlineData("")]
    public void What_is_no_currency_is_known_as_none(string code) => Assert.False(Currencies.Exists(code));

    [Fact]
    public void Every_amount_survives_the_way_to_the_smallest_unit_and_back()
    {
        foreach (var code in Currencies.All)
            foreach (var amount in new[] { 0m, 1m, 12345m, MoneyRules.MaxAmount, Currencies.FromMinor(code, 1), Currencies.FromMinor(code, 199_999) })
                Assert.Equal(amount, Currencies.FromMinor(code, Currencies.ToMinor(code, amount)));
        Assert.InRange(Currencies.All.Count(), 150, 180);
    }

    [Theory]
    [InlineData("EUR", 19.9, "19.90")]
    [InlineData("JPY", 1990, "1990")]
    [InlineData("KWD", 1.5, "1.500")]
    public void An_amount_is_written_with_all_decimals_of_its_currency(string code, double amount, string text) =>
        Assert.Equal(text, Currencies.Format(code, (decimal)amount));
}
