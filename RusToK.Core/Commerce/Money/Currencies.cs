using System.Collections.Frozen;

namespace RusToK.Core.Commerce.Money;

/// <summary>The currencies of ISO 4217 (without funds, metals and test codes) and the decimals of their amounts.</summary>
public static class Currencies
{
    public const int CodeLength = 3;

    /// <summary>Most decimals of any currency.</summary>
    public const int MaxDecimals = 3;

    private const string Two = """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK
        DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT
        LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN
        QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS
        VED VES WST XCD XCG YER ZAR ZMW ZWG
        """;

    private const string None = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";

    private const string Three = "BHD IQD JOD KWD LYD OMR TND";

    private static readonly FrozenDictionary<string, int> Known =
        Codes(Two).Select(c => (c, 2)).Concat(Codes(None).Select(c => (c, 0))).Concat(Codes(Three).Select(c => (c, 3)))
            .ToFrozenDictionary(c => c.Item1, c => c.Item2);

    /// <summary>Every code, sorted.</summary>
    public static IEnumerable<string> All => Known.Keys.Order(StringComparer.Ordinal);

    public static bool Exists(string code) => Known.ContainsKey(code);

    /// <exception cref="KeyNotFoundException">There is no such currency.</exception>
    public static int DecimalsOf(string code) => Known[code];

    /// <summary>The amount in the currency's smallest unit: 19.99 EUR is 1999.</summary>
    /// <exception cref="OverflowException">It is out of the bounds of an amount.</exception>
    public static long ToMinor(string code, decimal amount)
    {
        for (var i = DecimalsOf(code); i > 0; i--)
            amount *= 10;
        return decimal.ToInt64(amount);
    }

    /// <summary>The reverse of <see cref="ToMinor"/>, with all of the currency's decimals: 1990 EUR is 19.90.</summary>
    public static decimal FromMinor(string code, long minor) =>
        new((int)(Math.Abs(minor) & 0xFFFFFFFF), (int)(Math.Abs(minor) >> 32), 0, minor < 0, (byte)DecimalsOf(code));

    /// <summary>The amount as people and machines write it: 19.9 EUR is <c>19.90</c>.</summary>
    public static string Format(string code, decimal amount) =>
        amount.ToString(DecimalsOf(code) switch { 0 => "F0", 2 => "F2", _ => "F3" }, System.Globalization.CultureInfo.InvariantCulture);

    private static string[] Codes(string text) => text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
