using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GraphQL;
using RusToK.Api.GraphQL.Server.Execution;

namespace RusToK.Api.GraphQL.Server.Transport;

/// <summary>
/// Reads the JSON of a request. Stricter than the package's converter, which turns a duplicate key or an unpaired
/// surrogate into a server error and takes time quadratic in the digits of a number.
/// </summary>
internal static class RequestReader
{
    /// <summary>Reads a body: one operation, or an array of them.</summary>
    /// <exception cref="MalformedRequestException">It is not JSON, or not a GraphQL request.</exception>
    public static List<OperationRequest> ReadBody(in ReadOnlySequence<byte> body, int maxBatchSize, out bool isBatch)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            Advance(ref reader);
            isBatch = reader.TokenType == JsonTokenType.StartArray;
            List<OperationRequest> requests = [];
            if (!isBatch)
            {
                requests.Add(ReadOperation(ref reader));
            }
            else
            {
                while (Advance(ref reader) != JsonTokenType.EndArray)
                {
                    // Counts on past the bound so that the refusal can say how many there are.
                    if (requests.Count < maxBatchSize)
                        requests.Add(ReadOperation(ref reader));
                    else
                        throw new BatchTooLargeException(requests.Count + 1 + Remaining(ref reader));
                }
            }

            if (reader.Read())
                throw new MalformedRequestException("json", "The body goes on after its JSON value.");
            return requests;
        }
        catch (JsonException exception)
        {
            throw NotJson(exception);
        }
        catch (InvalidOperationException)
        {
            throw new MalformedRequestException("json", "The body has a string that is not valid Unicode.");
        }
    }

    /// <summary>Reads one of the JSON objects that GET carries in its query string.</summary>
    /// <exception cref="MalformedRequestException">It is not a JSON object.</exception>
    public static Inputs ReadVariables(string json) => ReadParameter(json, "variables", static (ref reader) => ReadInputs(ref reader));

    /// <inheritdoc cref="ReadVariables"/>
    public static string? ReadHash(string json) => ReadParameter(json, "extensions", static (ref reader) => ReadExtensions(ref reader));

    private delegate T Read<T>(ref Utf8JsonReader reader);

    private static T ReadParameter<T>(string json, string name, Read<T> read)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            Advance(ref reader);
            var value = read(ref reader);
            return reader.Read() ? throw new MalformedRequestException("json", $"{name} goes on after its JSON value.", name) : value;
        }
        catch (JsonException exception)
        {
            throw NotJson(exception, name);
        }
        catch (InvalidOperationException)
        {
            throw new MalformedRequestException("json", $"{name} has a string that is not valid Unicode.", name);
        }
    }

    private static MalformedRequestException NotJson(JsonException exception, string? field = null) => new(
        "json",
        string.Create(CultureInfo.InvariantCulture, $"Not valid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}."),
        field);

    private static JsonTokenType Advance(ref Utf8JsonReader reader) =>
        reader.Read() ? reader.TokenType : throw new MalformedRequestException("json", "The JSON ends too early.");

    private static int Remaining(ref Utf8JsonReader reader)
    {
        var count = 0;
        reader.Skip();
        while (Advance(ref reader) != JsonTokenType.EndArray)
        {
            reader.Skip();
            count++;
        }

        return count;
    }

    private static OperationRequest ReadOperation(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, "A GraphQL request", null);
        string? query = null;
        string? hash = null;
        string? operationName = null;
        var variables = Inputs.Empty;
        while (Advance(ref reader) != JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("query"u8))
                query = ReadString(ref reader, "query");
            else if (reader.ValueTextEquals("operationName"u8))
                operationName = ReadString(ref reader, "operationName");
            else if (reader.ValueTextEquals("variables"u8))
                variables = Advance(ref reader) == JsonTokenType.Null ? Inputs.Empty : ReadInputs(ref reader);
            else if (reader.ValueTextEquals("extensions"u8))
                hash = Advance(ref reader) == JsonTokenType.Null ? null : ReadExtensions(ref reader);
            else
                reader.Skip();
        }

        return new OperationRequest(query, hash, operationName, variables);
    }

    private static string? ReadExtensions(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, "extensions", "extensions");
        string? hash = null;
        while (Advance(ref reader) != JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("persistedQuery"u8))
                hash = Advance(ref reader) == JsonTokenType.Null ? null : ReadPersistedQuery(ref reader);
            else
                reader.Skip();
        }

        return hash;
    }

    private static string ReadPersistedQuery(ref Utf8JsonReader reader)
    {
        const string field = "extensions.persistedQuery";
        Expect(ref reader, JsonTokenType.StartObject, field, field);
        string? hash = null;
        var version = 0;
        while (Advance(ref reader) != JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("sha256Hash"u8))
                hash = ReadString(ref reader, $"{field}.sha256Hash");
            else if (reader.ValueTextEquals("version"u8))
                version = Advance(ref reader) == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : -1;
            else
                reader.Skip();
        }

        if (version != 1)
            throw new MalformedRequestException("persisted-query-version", $"{field}.version must be 1.", $"{field}.version");
        return hash?.ToLowerInvariant() ?? throw new MalformedRequestException("required", $"{field}.sha256Hash is required.", $"{field}.sha256Hash");
    }

    private static string? ReadString(ref Utf8JsonReader reader, string name) => Advance(ref reader) switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Null => null,
        _ => throw new MalformedRequestException("type", $"{name} must be a string.", name),
    };

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string what, string? field)
    {
        if (reader.TokenType != type)
            throw new MalformedRequestException("type", $"{what} must be a JSON object.", field);
    }

    private static Inputs ReadInputs(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, "variables", "variables");
        return ReadObject(ref reader).ToInputs();
    }

    private static Dictionary<string, object?> ReadObject(ref Utf8JsonReader reader)
    {
        Dictionary<string, object?> values = new(StringComparer.Ordinal);
        while (Advance(ref reader) != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            Advance(ref reader);
            if (!values.TryAdd(name, ReadValue(ref reader)))
                throw new MalformedRequestException("json", "An object of the variables has the same key twice.", "variables");
        }

        return values;
    }

    private static List<object?> ReadArray(ref Utf8JsonReader reader)
    {
        List<object?> items = [];
        while (Advance(ref reader) != JsonTokenType.EndArray)
            items.Add(ReadValue(ref reader));
        return items;
    }

    private static object? ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(ref reader),
        JsonTokenType.StartArray => ReadArray(ref reader),
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number => ReadNumber(ref reader),
        _ => null,
    };

    private static object ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt32(out var small))
            return small;
        if (reader.TryGetInt64(out var large))
            return large;
        if (reader.TryGetDecimal(out var exact))
            return exact;
        return reader.TryGetDouble(out var value) && double.IsFinite(value)
            ? value
            : throw new MalformedRequestException("number", "A number of the variables is out of range.", "variables");
    }
}
