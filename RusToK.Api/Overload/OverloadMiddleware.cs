using RusToK.Api.Errors;
using RusToK.Api.Tenancy;
using RusToK.Core.Errors;

namespace RusToK.Api.Overload;

/// <summary>
/// Answers requests that there is no time for with 503 before anything is done for them. Those of tenants only: probes and metrics tell
/// what is the matter.
/// </summary>
internal sealed class OverloadMiddleware(RequestDelegate next, LoadShedding shedding)
{
    private const int LongestWait = 3;

    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.RequiresTenant())
        {
            await next(context);
            return;
        }

        if (!shedding.TryBegin())
        {
            await RefuseAsync(context);
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            shedding.End();
        }
    }

    /// <summary>Those that are refused together do not come back together.</summary>
    private static Task RefuseAsync(HttpContext context) => new Refusal(
        StatusCodes.Status503ServiceUnavailable, ErrorCode.Internal, "There are more requests than can be served now; nothing was done. Ask again later.", Rule: "capacity")
    {
        RetryAfter = TimeSpan.FromSeconds(Random.Shared.Next(1, LongestWait + 1)),
    }.WriteAsync(context);
}
