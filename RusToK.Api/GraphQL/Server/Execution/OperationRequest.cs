using GraphQL;
using RusToK.Core.Privacy;

namespace RusToK.Api.GraphQL.Server.Execution;

/// <summary>One operation as the client asked for it.</summary>
/// <param name="Query">The document's text.</param>
/// <param name="Hash">The document's hash from <c>extensions.persistedQuery</c>.</param>
/// <param name="OperationName">Which of the document's operations.</param>
/// <param name="Variables">Raw values by variable name.</param>
internal sealed record OperationRequest([property: Confidential] string? Query, string? Hash, string? OperationName, [property: Confidential] Inputs Variables)
{
    public override string ToString() => Printed.Of(this);
}
