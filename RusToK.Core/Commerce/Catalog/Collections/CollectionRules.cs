using System.Globalization;
using RusToK.Core.Commerce.Money;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Catalog.Collections;

/// <summary>What a collection may look like.</summary>
public static class CollectionRules
{
    public const int MaxRules = 60;
    public const int MaxValue = 255;

    /// <summary>Products of a manual collection.</summary>
    public const int MaxProducts = 5_000;

    /// <summary>Products that one command adds, removes or moves.</summary>
    public const int MaxChanges = 250;

    /// <summary>Rule-based collections of one tenant: every changed product is held against each of them.</summary>
    public const int MaxRuleCollections = 1_000;

    private static readonly RuleRelation[] OfTexts =
    [
        RuleRelation.Equals, RuleRelation.NotEquals, RuleRelation.Contains, RuleRelation.NotContains, RuleRelation.StartsWith, RuleRelation.EndsWith,
    ];

    private static readonly RuleRelation[] OfNumbers = [RuleRelation.Equals, RuleRelation.NotEquals, RuleRelation.GreaterThan, RuleRelation.LessThan];

    internal static void Check(Violations violations, string field, CollectionKind kind, IReadOnlyList<CollectionRule> rules)
    {
        if (kind == CollectionKind.Manual)
        {
            if (rules.Count > 0)
                violations.Add(field, "absent", $"{field} must be absent: a manual collection has none.");
            return;
        }

        if (rules.Count is 0 or > MaxRules)
            violations.Add(field, "count", $"{field} must hold 1 to {MaxRules} rules; there are {rules.Count}.");
        for (var i = 0; i < Math.Min(rules.Count, MaxRules); i++)
            Check(violations, $"{field}[{i}]", rules[i]);
    }

    /// <summary>The value in the unit in which it is compared: the currency's smallest, or pieces; null for texts.</summary>
    internal static long? NumberOf(CollectionRule rule) => rule.Field switch
    {
        RuleField.Price => Currencies.ToMinor(rule.Currency!, decimal.Parse(rule.Value, CultureInfo.InvariantCulture)),
        RuleField.Stock => long.Parse(rule.Value, CultureInfo.InvariantCulture),
        _ => null,
    };

    internal static IReadOnlyList<CollectionRule> Tidy(IEnumerable<CollectionRule> rules) => [.. rules.Select(r => r with { Value = r.Value.Trim() })];

    private static void Check(Violations violations, string path, CollectionRule rule)
    {
        violations.RequireName(path + ".value", rule.Value, MaxValue);
        var allowed = rule.Field is RuleField.Price or RuleField.Stock ? OfNumbers : OfTexts;
        if (!allowed.Contains(rule.Relation))
            violations.Add(path + ".relation", "one-of",
                $"{path}.relation must be one of {string.Join(", ", allowed.Select(EnumText<RuleRelation>.Of))} for {EnumText<RuleField>.Of(rule.Field)}.");
        if (rule.Field != RuleField.Price && rule.Currency is not null)
            violations.Add(path + ".currency", "absent", $"{path}.currency goes with price only.");
        if (rule.Field == RuleField.Stock && !int.TryParse(rule.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            violations.Add(path + ".value", "number", $"{path}.value must be a whole number.");
        if (rule.Field != RuleField.Price || !violations.RequireCurrency(path + ".currency", rule.Currency))
            return;
        if (decimal.TryParse(rule.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            violations.RequireAmount(path + ".value", rule.Currency!, amount);
        else
            violations.Add(path + ".value", "number", $"{path}.value must be an amount such as 19.99.");
    }
}
