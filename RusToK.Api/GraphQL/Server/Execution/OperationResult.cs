using GraphQL;
using RusToK.Api.GraphQL.Server.Responses;

namespace RusToK.Api.GraphQL.Server.Execution;

/// <summary>The response of one operation.</summary>
/// <param name="Executed">Whether resolvers ran, so that the response has a <c>data</c> entry.</param>
/// <param name="Data">The result tree; null also when a non-null root field failed.</param>
/// <param name="Errors">Empty when there are none.</param>
/// <param name="Kept">The data as it is kept for everybody, and so as it is sent; null when it is not kept.</param>
internal readonly record struct OperationResult(bool Executed, object? Data, IReadOnlyList<ExecutionError> Errors, KeptResponse? Kept = null)
{
    public static OperationResult Of(KeptResponse kept) => new(true, null, [], kept);

    public static OperationResult Refused(ExecutionError error) => new(false, null, [error]);
}
