namespace RusToK.Api.GraphQL.Server.GraphiQL.Traces;

/// <summary>A span as the page shows it.</summary>
/// <param name="Id">Span id, 16 hex digits.</param>
/// <param name="ParentId">The span it is below, which may not have arrived; null for the trace's root.</param>
/// <param name="Service">The process's <c>service.name</c>.</param>
/// <param name="Name">Name of the span.</param>
/// <param name="Kind"><c>internal</c>, <c>server</c>, <c>client</c>, <c>producer</c> or <c>consumer</c>.</param>
/// <param name="StartMs">Milliseconds since the trace began.</param>
/// <param name="DurationMs">Milliseconds it took.</param>
/// <param name="Error">Whether its status is an error.</param>
/// <param name="Attributes">The first of its attributes, and what its exceptions say, each value cut to a readable length.</param>
internal sealed record TracedSpan(
    string Id, string? ParentId, string Service, string Name, string Kind, double StartMs, double DurationMs, bool Error,
    IReadOnlyDictionary<string, string> Attributes);
