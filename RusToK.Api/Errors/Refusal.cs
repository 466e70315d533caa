using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using RusToK.Core.Errors;

namespace RusToK.Api.Errors;

/// <summary>
/// The answer of everything but GraphQL operations: problem details (RFC 9457), with an <c>errors</c> member in GraphQL's form so that GraphQL
/// clients understand it as well.
/// </summary>
internal sealed record Refusal(int Status, ErrorCode Code, string Detail, string? Field = null, string? Rule = null) : IResult
{
    /// <summary>Every broken rule of an input.</summary>
    public IReadOnlyList<FieldError> Broken { get; init; } = [];

    /// <summary>How long to wait before the same request can succeed.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static Refusal Of(DomainException error) => new(StatusOf(error.Code), error.Code, error.Message, error.Field, error.Rule)
    {
        Broken = error is InvalidInputException invalid ? invalid.Errors : [],
        RetryAfter = error is RateLimitedException limited ? limited.RetryAfter : null,
    };

    /// <summary>What a bare status says.</summary>
    public static Refusal Of(int status) => new(status, CodeOf(status), $"{Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status)}.");

    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext);

    public Task WriteAsync(HttpContext context)
    {
        var traceId = Activity.Current?.TraceId.ToHexString();
        IReadOnlyList<FieldError?> broken = Broken.Count > 0 ? [.. Broken] : [null];
        var problem = new ProblemDetails
        {
            Status = Status,
            Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(Status),
            Detail = Detail,
            Extensions =
            {
                ["code"] = Code.ToWire(),
                ["field"] = Field,
                ["rule"] = Rule,
                ["traceId"] = traceId,
                ["errors"] = broken.Select(b => new
                {
                    message = b?.Message ?? Detail,
                    extensions = new { code = Code.ToWire(), field = b?.Field ?? Field, rule = b?.Rule ?? Rule },
                }),
            },
        };
        context.Response.StatusCode = Status;
        if (RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = SecondsOf(wait);
        if (Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        // Not until the request is aborted: it is, when what is said is that it took too long.
        return context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", CancellationToken.None);
    }

    /// <summary>Whole seconds, never fewer than it takes.</summary>
    public static string SecondsOf(TimeSpan wait) => Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static ErrorCode CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => ErrorCode.Unauthenticated,
        StatusCodes.Status403Forbidden => ErrorCode.Forbidden,
        StatusCodes.Status404NotFound => ErrorCode.NotFound,
        StatusCodes.Status409Conflict => ErrorCode.Conflict,
        StatusCodes.Status429TooManyRequests => ErrorCode.RateLimited,
        >= 500 => ErrorCode.Internal,
        _ => ErrorCode.Validation,
    };

    private static int StatusOf(ErrorCode code) => code switch
    {
        ErrorCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorCode.Forbidden => StatusCodes.Status403Forbidden,
        ErrorCode.NotFound => StatusCodes.Status404NotFound,
        ErrorCode.Conflict => StatusCodes.Status409Conflict,
        ErrorCode.RateLimited => StatusCodes.Status429TooManyRequests,
        ErrorCode.Internal => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status400BadRequest,
    };
}
