using System.Globalization;
using System.Text.Json;
using RusToK.Benchmarks.GraphQL.Load;

namespace RusToK.Benchmarks.Mixed.Load;

/// <summary>Reads an answer as far as it has to be read to know whether it is a good one.</summary>
internal static class Verdict
{
    private const int Good = 200;
    private const int TooMany = 429;
    private const int Unavailable = 503;
    private const int FirstServerError = 500;

    /// <param name="answer">What came.</param>
    /// <param name="isRight">Looks at the answer's <c>data</c>; null leaves it at the status and the absence of errors.</param>
    public static Outcome Of(HttpAnswer answer, Func<JsonElement, bool>? isRight)
    {
        if (answer.Status != Good || answer.Body.Span.IndexOf("\"errors\":"u8) >= 0)
            return Failure(answer);
        if (isRight is null)
            return answer.Body.Span.StartsWith("{\"data\":{"u8) ? default : Outcome.Wrong;
        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            return isRight(json.RootElement.GetProperty("data")) ? default : Outcome.Wrong;
        }
        catch (Exception unlike) when (unlike is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return Outcome.Wrong;
        }
    }

    private static Outcome Failure(HttpAnswer answer)
    {
        var code = Code(answer.Body) ?? string.Create(CultureInfo.InvariantCulture, $"HTTP_{answer.Status}");
        return new Outcome(code, answer.Status is TooMany or Unavailable || code == "RATE_LIMITED", answer.Status >= FirstServerError || code == "INTERNAL");
    }

    private static string? Code(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("errors", out var errors) && errors.GetArrayLength() > 0
                && errors[0].TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty("code", out var code)
                ? code.GetString()
                : null;
        }
        catch (Exception unlike) when (unlike is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
