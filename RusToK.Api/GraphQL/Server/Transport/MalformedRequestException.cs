namespace RusToK.Api.GraphQL.Server.Transport;

/// <summary>The bytes of a request are not a GraphQL-over-HTTP request.</summary>
internal sealed class MalformedRequestException(string rule, string message, string? field = null) : Exception(message)
{
    public string Rule { get; } = rule;

    public string? Field { get; } = field;
}
