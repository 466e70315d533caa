using GraphQL.Execution;
using RusToK.Api.Errors;
using RusToK.Api.GraphQL.Server.Errors;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Core.Errors;

namespace RusToK.Api.GraphQL.Server.Transport;

/// <summary>HTTP status by the GraphQL-over-HTTP specification.</summary>
internal static class ResponseStatus
{
    /// <param name="result">The response.</param>
    /// <param name="hasStatusCodes">Whether the media type is <c>application/graphql-response+json</c>.</param>
    public static int Of(OperationResult result, bool hasStatusCodes)
    {
        foreach (var error in result.Errors)
        {
            // A part of the data may be there; but who asks again gets all of it.
            if (error.Classify() == ErrorCode.Internal && Outage.RetryAfter(error.InnerException) is not null)
                return StatusCodes.Status503ServiceUnavailable;
        }

        if (result.Executed)
            return StatusCodes.Status200OK;

        // A request that the transport refuses (no document at all, a mutation by GET) is not a well-formed one.
        foreach (var error in result.Errors)
        {
            if (error is RefusedError { Status: { } status })
                return status;
        }

        return hasStatusCodes && result.Errors.Count > 0 ? Of(result.Errors[0]) : StatusCodes.Status200OK;
    }

    private static int Of(global::GraphQL.ExecutionError error) => error switch
    {
        TimeoutError => StatusCodes.Status504GatewayTimeout,
        _ => error.Classify() switch
        {
            ErrorCode.Unauthenticated => StatusCodes.Status401Unauthorized,
            ErrorCode.Forbidden => StatusCodes.Status403Forbidden,
            ErrorCode.NotFound => StatusCodes.Status404NotFound,
            ErrorCode.Conflict => StatusCodes.Status409Conflict,
            ErrorCode.RateLimited => StatusCodes.Status429TooManyRequests,
            ErrorCode.Internal => StatusCodes.Status500InternalServerError,
            _ => StatusCodes.Status400BadRequest,
        },
    };
}
