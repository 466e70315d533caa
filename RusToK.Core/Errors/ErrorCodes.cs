namespace RusToK.Core.Errors;

/// <summary>The wire form of <see cref="ErrorCode"/>: <c>extensions.code</c> in GraphQL, <c>code</c> in problem details, the metric label.</summary>
public static class ErrorCodes
{
    /// <summary>UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, VALIDATION, CONFLICT, RATE_LIMITED or INTERNAL.</summary>
    public static string ToWire(this ErrorCode code) => code switch
    {
        ErrorCode.Unauthenticated => "UNAUTHENTICATED",
        ErrorCode.Forbidden => "FORBIDDEN",
        ErrorCode.NotFound => "NOT_FOUND",
        ErrorCode.Validation => "VALIDATION",
        ErrorCode.Conflict => "CONFLICT",
        ErrorCode.RateLimited => "RATE_LIMITED",
        _ => "INTERNAL",
    };
}
