using System.Globalization;
using GraphQL;
using RusToK.Core.Errors;

namespace RusToK.Api.GraphQL.Server.Errors;

/// <summary>A request or operation the server refuses before any resolver runs.</summary>
internal sealed class RefusedError(ErrorCode code, string rule, string message) : ExecutionError(message)
{
    public ErrorCode Reason { get; } = code;

    /// <summary>Stable name of the broken rule in kebab case.</summary>
    public string Rule { get; } = rule;

    public string? Field { get; init; }

    public long? Limit { get; init; }

    public long? Actual { get; init; }

    /// <summary>HTTP status when the media type allows one other than 200, or <see langword="null"/> for that of the code.</summary>
    public int? Status { get; init; }

    /// <summary>A bound was exceeded; says which, the bound and the actual value.</summary>
    public static RefusedError Exceeds(string rule, string what, long limit, long actual, string? field = null, int? status = null) =>
        new(ErrorCode.Validation, rule, string.Create(CultureInfo.InvariantCulture, $"{what} is {actual}, the limit is {limit}."))
        {
            Field = field,
            Limit = limit,
            Actual = actual,
            Status = status,
        };

    /// <summary>The request is not a GraphQL request.</summary>
    public static RefusedError Malformed(string rule, string message, int status = StatusCodes.Status400BadRequest) =>
        new(ErrorCode.Validation, rule, message) { Status = status };
}
