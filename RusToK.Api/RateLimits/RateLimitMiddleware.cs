using System.Globalization;
using System.Text;
using RusToK.Api.Errors;
using RusToK.Core.Errors;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.RateLimits;

/// <summary>
/// Refuses what is one request too many of its tenant or address with 429, and says in <c>RateLimit</c> and <c>RateLimit-Policy</c>
/// (draft-ietf-httpapi-ratelimit-headers) what is left. After the tenant is known; only requests of tenants are limited.
/// </summary>
internal sealed class RateLimitMiddleware(RequestDelegate next, RequestLimits limits)
{
    private const string Policy = "RateLimit-Policy";
    private const string State = "RateLimit";

    public async Task InvokeAsync(HttpContext context, CurrentTenant tenant)
    {
        if (!limits.IsEnabled || !tenant.IsResolved)
        {
            await next(context);
            return;
        }

        var levels = await limits.TakeAsync(context.Connection.RemoteIpAddress, tenant.Tenant, context.RequestAborted);
        Describe(context.Response, levels);
        var longest = levels.Max(l => l.Wait);
        if (longest > TimeSpan.Zero)
            await RefuseAsync(context, longest);
        else
            await next(context);
    }

    public static Task RefuseAsync(HttpContext context, TimeSpan wait) => new Refusal(
        StatusCodes.Status429TooManyRequests, ErrorCode.RateLimited, "Too many requests; wait before the next one.", Rule: "rate")
    {
        RetryAfter = wait,
    }.WriteAsync(context);

    private static void Describe(HttpResponse response, BucketLevel[] levels)
    {
        var (policy, state) = (new StringBuilder(48), new StringBuilder(48));
        foreach (var level in levels)
        {
            var separator = policy.Length == 0 ? "" : ", ";
            var bucket = level.Bucket;
            var untilFull = level.Wait > TimeSpan.Zero ? level.Wait : TimeSpan.FromSeconds((bucket.Burst - level.Left) / bucket.PerSecond);
            policy.Append(CultureInfo.InvariantCulture, $"{separator}\"{bucket.Scope}\";q={bucket.Burst};w={Refusal.SecondsOf(bucket.TimeToFill)}");
            state.Append(CultureInfo.InvariantCulture, $"{separator}\"{bucket.Scope}\";r={level.Left};t={Refusal.SecondsOf(untilFull)}");
        }

        response.Headers[Policy] = policy.ToString();
        response.Headers[State] = state.ToString();
    }
}
