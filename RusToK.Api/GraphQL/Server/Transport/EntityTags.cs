using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace RusToK.Api.GraphQL.Server.Transport;

/// <summary>Conditional requests by RFC 9110, section 13.</summary>
internal static class EntityTags
{
    /// <summary>Whether the client has a response with this tag already, by the weak comparison that <c>If-None-Match</c> asks for.</summary>
    /// <param name="ifNoneMatch">The header.</param>
    /// <param name="tag">Of the response.</param>
    public static bool Match(StringValues ifNoneMatch, string tag)
    {
        if (ifNoneMatch.Count == 0)
            return false;
        if (ifNoneMatch.Count == 1 && ifNoneMatch[0] == tag)
            return true;
        var own = EntityTagHeaderValue.Parse(tag);
        return EntityTagHeaderValue.TryParseList(ifNoneMatch, out var tags)
            && tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(own, useStrongComparison: false));
    }
}
