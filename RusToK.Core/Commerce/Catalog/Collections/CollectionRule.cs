using System.Text.Json.Serialization;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Catalog.Collections;

/// <summary>What a rule looks at.</summary>
[JsonConverter(typeof(EnumTextConverter<RuleField>))]
public enum RuleField
{
    Vendor,

    Type,

    /// <summary>Each tag by itself: one that fits is enough.</summary>
    Tag,

    /// <summary>The title in each language: one that fits is enough.</summary>
    Title,

    /// <summary>The lowest regular price of the product in the rule's currency. Without one the rule does not hold.</summary>
    Price,

    /// <summary>Available pieces of all variants together.</summary>
    Stock,
}

/// <summary>How a rule compares. Texts are compared without regard to case.</summary>
[JsonConverter(typeof(EnumTextConverter<RuleRelation>))]
public enum RuleRelation
{
    Equals,

    /// <summary>Nothing looked at equals the value.</summary>
    NotEquals,

    Contains,

    /// <summary>Nothing looked at contains the value.</summary>
    NotContains,

    StartsWith,

    EndsWith,

    GreaterThan,

    LessThan,
}

/// <summary>One rule of a collection.</summary>
/// <param name="Field">What it looks at.</param>
/// <param name="Relation">How it compares.</param>
/// <param name="Value">A text; of <see cref="RuleField.Price"/> an amount, of <see cref="RuleField.Stock"/> a whole number.</param>
/// <param name="Currency">Of <see cref="RuleField.Price"/> only.</param>
public sealed record CollectionRule(RuleField Field, RuleRelation Relation, string Value, string? Currency = null);
