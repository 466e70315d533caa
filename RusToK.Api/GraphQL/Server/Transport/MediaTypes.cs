using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace RusToK.Api.GraphQL.Server.Transport;

/// <summary>Content negotiation by the GraphQL-over-HTTP specification.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json; charset=utf-8";
    public const string GraphQLResponse = "application/graphql-response+json; charset=utf-8";

    /// <summary>
    /// The media type of the response: <c>application/graphql-response+json</c>, with status codes, for those who ask for
    /// it, else <c>application/json</c>, which always answers 200 to a well-formed request; <see langword="null"/> when neither is acceptable.
    /// </summary>
    public static string? Negotiate(StringValues accept)
    {
        if (accept.Count == 0 || accept is ["*/*"] or ["application/json"])
            return Json;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var parsed))
            return Json;

        string? chosen = null;
        double best = 0;
        foreach (var type in parsed)
        {
            var quality = type.Quality ?? 1;
            if (quality > best && Match(type) is { } match)
                (chosen, best) = (match, quality);
        }

        return chosen;
    }

    /// <summary>Whether a request body of this type can be read: JSON in UTF-8.</summary>
    public static bool IsReadable(string? contentType) =>
        contentType is "application/json"
        || (MediaTypeHeaderValue.TryParse(contentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)));

    private static string? Match(MediaTypeHeaderValue type)
    {
        if (type.MediaType.Equals("application/graphql-response+json", StringComparison.OrdinalIgnoreCase))
            return GraphQLResponse;
        return type.MatchesAllTypes
            || type.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase)
            || type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                ? Json
                : null;
    }
}
