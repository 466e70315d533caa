using System.Globalization;
using GraphQL.Types;
using GraphQLParser.AST;

namespace RusToK.Api.GraphQL.Schema.Scalars;

/// <summary>An amount, as text: JSON numbers are binary fractions to many clients, and money is not.</summary>
internal sealed class DecimalType : ScalarGraphType
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public DecimalType()
    {
        Name = "Decimal";
        Description = "An exact decimal number as text, such as \"19.90\". A number is taken as well.";
    }

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => Parse(text.Value.ToString()) ?? ThrowLiteralConversionError(value),
        GraphQLIntValue number => Parse(number.Value.ToString()) ?? ThrowLiteralConversionError(value),
        GraphQLFloatValue number => Parse(number.Value.ToString()) ?? ThrowLiteralConversionError(value),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        string text => Parse(text) ?? ThrowValueConversionError(value),
        decimal or int or long => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        double number when Math.Abs(number) < 1e15 => Parse(number.ToString("R", CultureInfo.InvariantCulture)) ?? ThrowValueConversionError(value),
        _ => ThrowValueConversionError(value),
    };

    /// <param name="value">A decimal, or its text with the decimals it shall have.</param>
    public override object? Serialize(object? value) => value switch
    {
        null => null,
        string text => text,
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        _ => ThrowSerializationError(value),
    };

    private static decimal? Parse(string text) => decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var number) ? number : null;
}
