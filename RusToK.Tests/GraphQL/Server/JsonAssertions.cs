using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace RusToK.Tests.GraphQL.Server;

/// <summary>Reads GraphQL responses.</summary>
internal static class JsonAssertions
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Error(this JsonNode response, int index = 0) =>
        response["errors"] is JsonArray errors
            ? errors[index]!.AsObject()
            : throw new Xunit.Sdk.XunitException($"Expected errors, got {response.ToJsonString()}");

    public static string? Extension(this JsonObject error, string name) => error["extensions"]![name]?.ToString();

    public static void IsRefused(this JsonNode response, string rule, long limit, long actual)
    {
        var error = response.Error();
        Assert.Equal("VALIDATION", error.Extension("code"));
        Assert.Equal(rule, error.Extension("rule"));
        Assert.Equal(limit, (long)error["extensions"]!["limit"]!);
        Assert.Equal(actual, (long)error["extensions"]!["actual"]!);
        Assert.Null(response["data"]);
    }

    /// <summary>The JSON as a reader would write it: letters of all scripts as they are.</summary>
    public static string Text(this JsonNode? value) => value?.ToJsonString(Readable) ?? "null";

    public static JsonNode Data(this JsonNode response) =>
        response["errors"] is null
            ? response["data"]!
            : throw new Xunit.Sdk.XunitException($"Expected no errors, got {response.ToJsonString()}");
}
