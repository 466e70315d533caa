using System.Text.Json;
using System.Text.RegularExpressions;
using RusToK.Core.Errors;

namespace RusToK.Api.Errors;

/// <summary>
/// Says what of a request could not be read. The framework knows the parameter or the member of the body, and tells it in its message, with
/// what was sent; only the name goes on.
/// </summary>
internal static partial class MalformedRequest
{
    public static Refusal Of(BadHttpRequestException error)
    {
        if (error.StatusCode != StatusCodes.Status400BadRequest)
            return Refusal.Of(error.StatusCode);
        // Within one of what cannot be converted, there is one of what is no JSON at all.
        if (error.InnerException is JsonException { InnerException: not JsonException, Path: { } path } && path.TrimStart('$', '.') is { Length: > 0 } member)
            return new Refusal(error.StatusCode, ErrorCode.Validation, $"{member} has a type that is not possible there.", member, "type");
        if (error.InnerException is JsonException)
            return new Refusal(error.StatusCode, ErrorCode.Validation, "The body is no JSON that can be read.", "body", "json");
        if (Parameter().Match(error.Message) is { Success: true } parameter)
        {
            var name = error.Message.Contains("body", StringComparison.Ordinal) ? "body" : parameter.Groups["name"].Value;
            return new Refusal(error.StatusCode, ErrorCode.Validation, $"{name} is missing or has a type that is not possible there.", name, "type");
        }

        return new Refusal(error.StatusCode, ErrorCode.Validation, "The request is malformed.");
    }

    [GeneratedRegex("""parameter "(?:[^"]* )?(?<name>\w+)" """, RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}
