using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GraphQL.Types;
using GraphQLParser.AST;

namespace RusToK.Api.GraphQL.Schema.Scalars;

/// <summary>Any JSON value, written as GraphQL literals or sent in variables.</summary>
internal sealed class JsonType : ScalarGraphType
{
    public JsonType()
    {
        Name = "JSON";
        Description = "Any JSON value.";
    }

    public override object? ParseLiteral(GraphQLValue value)
    {
        try
        {
            return JsonSerializer.SerializeToElement(ToNode(value));
        }
        catch (Exception error) when (error is FormatException or JsonException or ArgumentException)
        {
            return ThrowLiteralConversionError(value);
        }
    }

    public override object? ParseValue(object? value)
    {
        try
        {
            return value is JsonElement element ? element : JsonSerializer.SerializeToElement(value);
        }
        catch (Exception error) when (error is NotSupportedException or JsonException or ArgumentException)
        {
            return ThrowValueConversionError(value);
        }
    }

    /// <param name="value">JSON as text, or an element.</param>
    public override object? Serialize(object? value) => value is string json ? JsonElement.Parse(json) : value;

    private static JsonNode? ToNode(GraphQLValue value) => value switch
    {
        GraphQLObjectValue o => new JsonObject((o.Fields ?? []).Select(f => KeyValuePair.Create(f.Name.StringValue, ToNode(f.Value)))),
        GraphQLListValue l => new JsonArray([.. (l.Values ?? []).Select(ToNode)]),
        GraphQLStringValue s => JsonValue.Create(s.Value.ToString()),
        GraphQLIntValue i => JsonNode.Parse(i.Value.ToString()),
        GraphQLFloatValue f => JsonNode.Parse(f.Value.ToString()),
        GraphQLTrueBooleanValue => JsonValue.Create(true),
        GraphQLFalseBooleanValue => JsonValue.Create(false),
        GraphQLNullValue => null,
        GraphQLEnumValue e => throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{e.Name.StringValue} is not JSON.")),
        _ => throw new FormatException("A value of this kind is not JSON."),
    };
}
