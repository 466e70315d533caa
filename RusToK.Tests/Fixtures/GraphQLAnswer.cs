using System.Net;
using System.Text.Json;
using Xunit;

namespace RusToK.Tests.Fixtures;

/// <summary>The response to a GraphQL operation.</summary>
internal sealed record GraphQLAnswer(JsonElement Body, HttpStatusCode Status, TimeSpan? RetryAfter)
{
    /// <summary>The value of a root field; fails when there were errors.</summary>
    public JsonElement Data(string field)
    {
        Assert.False(Body.TryGetProperty("errors", out var errors), errors.ToString());
        return Body.GetProperty("data").GetProperty(field);
    }

    public IReadOnlyList<JsonElement> Errors => Body.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateArray()] : [];

    /// <summary>Codes of the errors, in order.</summary>
    public IReadOnlyList<string> Codes => [.. Errors.Select(e => e.GetProperty("extensions").GetProperty("code").GetString()!)];

    /// <summary>Code of the only error; fails when there is none, or another.</summary>
    public string Code => Assert.Single(Codes);

    public string Message => Assert.Single(Errors).GetProperty("message").GetString()!;

    public string? Rule => Assert.Single(Errors).GetProperty("extensions").TryGetProperty("rule", out var rule) ? rule.GetString() : null;

    public string? Field => Assert.Single(Errors).GetProperty("extensions").TryGetProperty("field", out var path) ? path.GetString() : null;
}
