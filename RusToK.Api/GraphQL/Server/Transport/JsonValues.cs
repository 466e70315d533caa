using System.Text.Encodings.Web;
using System.Text.Json;

namespace RusToK.Api.GraphQL.Server.Transport;

/// <summary>How serialised scalars are written as JSON.</summary>
internal static class JsonValues
{
    /// <summary>Nothing is embedded in HTML: letters of other scripts stay one character instead of an escape of six.</summary>
    public static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private static readonly JsonSerializerOptions ValueOptions = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="json">Where to.</param>
    /// <param name="value">As its scalar type serialised it.</param>
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case double:
                json.WriteNullValue();
                break;
            case Guid id:
                json.WriteStringValue(id);
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time);
                break;
            case DateTime time:
                json.WriteStringValue(time);
                break;
            default:
                JsonSerializer.Serialize(json, value, value.GetType(), ValueOptions);
                break;
        }
    }
}
