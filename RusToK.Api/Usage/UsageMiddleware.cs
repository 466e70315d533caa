using System.Diagnostics;
using RusToK.Api.Hardening;
using RusToK.Core.Telemetry.Tenants;
using RusToK.Core.Tenancy.Lookup;
using RusToK.Core.Usage;

namespace RusToK.Api.Usage;

/// <summary>Counts a request for its tenant: as usage, in memory, and as a metric. One without a tenant is nobody's.</summary>
internal sealed class UsageMiddleware(RequestDelegate next, RequestCounts counts, TenantMetrics metrics)
{
    public async Task InvokeAsync(HttpContext context, CurrentTenant tenant, RequestUsage usage)
    {
        if (!tenant.IsResolved)
        {
            await next(context);
            return;
        }

        var failed = true;
        var began = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
            failed = usage.HasFailed || context.Response.StatusCode >= StatusCodes.Status500InternalServerError;
        }
        catch (OperationCanceledException) when (context.HasClientLeft())
        {
            failed = false;
            throw;
        }
        catch (BadHttpRequestException refused)
        {
            failed = refused.StatusCode >= StatusCodes.Status500InternalServerError;
            throw;
        }
        finally
        {
            counts.Add(tenant.Tenant.Id, failed);
            metrics.Record(tenant.Tenant.Slug, Stopwatch.GetElapsedTime(began).TotalSeconds, failed);
        }
    }
}
