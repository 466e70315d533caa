namespace RusToK.Api.GraphQL.Server.Transport;

/// <summary>Content security policies.</summary>
internal static class ContentSecurity
{
    /// <summary>For responses that are data.</summary>
    public const string Nothing = "default-src 'none'; frame-ancestors 'none'";
}
