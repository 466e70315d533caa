using System.Text.Json;

namespace RusToK.Core.Persistence;

/// <summary>What PostgreSQL can keep: well-formed Unicode without U+0000, and JSON numbers within the range of a double.</summary>
internal static class StorableText
{
    public static bool IsStorable(ReadOnlySpan<char> text)
    {
        for (var i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return false;
            i++;
        }

        return !text.Contains('\0');
    }

    public static bool IsStorable(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(p => IsStorableName(p) && IsStorable(p.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(IsStorable),
        JsonValueKind.String => StringIsStorable(value),
        JsonValueKind.Number => value.TryGetDouble(out var number) && double.IsFinite(number) && HasSmallExponent(value.GetRawText()),
        JsonValueKind.Undefined => false,
        _ => true,
    };

    private static bool IsStorableName(JsonProperty property)
    {
        try
        {
            return IsStorable(property.Name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool StringIsStorable(JsonElement value)
    {
        try
        {
            return IsStorable(value.GetString());
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate written as an escape.
            return false;
        }
    }

    private static bool HasSmallExponent(string number)
    {
        var e = number.AsSpan().IndexOfAny('e', 'E');
        return e < 0 || (int.TryParse(number.AsSpan(e + 1), System.Globalization.CultureInfo.InvariantCulture, out var exponent) && exponent is >= -400 and <= 308);
    }
}
