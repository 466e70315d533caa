using System.Text.Json.Nodes;
using Xunit;

namespace RusToK.Tests.GraphQL.Server;

/// <summary>Reads GraphQL responses.</summary>
internal static class JsonAssertions
{
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

    public static JsonNode Data(this JsonNode response) =>
        response["errors"] is null
            ? response["data"]!
            : throw new Xunit.Sdk.XunitException($"Expected no errors, got {response.ToJsonString()}");
}
