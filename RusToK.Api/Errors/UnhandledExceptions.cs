using Microsoft.AspNetCore.Diagnostics;
using RusToK.Core.Errors;

namespace RusToK.Api.Errors;

/// <summary>The last resort: 503 when the database is away, 500 otherwise, never a word of the exception.</summary>
internal sealed class UnhandledExceptions : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.Response.HasStarted)
            return false;
        var refusal = exception switch
        {
            DomainException refused => Refusal.Of(refused),
            BadHttpRequestException bad => MalformedRequest.Of(bad),
            _ when Outage.RetryAfter(exception) is { } wait => new Refusal(
                StatusCodes.Status503ServiceUnavailable, ErrorCode.Internal, "The service is temporarily unavailable.")
            { RetryAfter = wait },
            _ => new Refusal(StatusCodes.Status500InternalServerError, ErrorCode.Internal, "An internal error occurred."),
        };
        await refusal.WriteAsync(httpContext);
        return true;
    }
}
