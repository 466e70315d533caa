using RusToK.Api.Tenancy;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.RateLimits;

/// <summary>
/// Before the tenant is looked up: an address that has just been refused waits. And one whose requests name tenants that there are not pays for
/// them as for others.
/// </summary>
internal sealed class BlockedAddressMiddleware(RequestDelegate next, RequestLimits limits)
{
    public async Task InvokeAsync(HttpContext context, CurrentTenant tenant)
    {
        if (!limits.IsEnabled || !context.RequiresTenant())
        {
            await next(context);
            return;
        }

        if (limits.BlockOf(context.Connection.RemoteIpAddress) is { } wait)
        {
            await RateLimitMiddleware.RefuseAsync(context, wait);
            return;
        }

        await next(context);
        if (!tenant.IsResolved)
            await limits.TakeAsync(context.Connection.RemoteIpAddress, tenant: null, CancellationToken.None);
    }
}
