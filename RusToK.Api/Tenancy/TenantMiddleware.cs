using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using RusToK.Api.Errors;
using RusToK.Core.Errors;
using RusToK.Core.Telemetry;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.Tenancy;

/// <summary>
/// Resolves the tenant of a request from <c>X-Tenant-ID</c> (id or slug) or the host, and enters it: from here on every statement, span and
/// log record of the request belongs to that tenant. A header and a host that name different tenants are refused.
/// </summary>
internal sealed class TenantMiddleware(RequestDelegate next, TenantDirectory directory)
{
    public const string Header = "X-Tenant-ID";
    private const string CorrelationHeader = "X-Correlation-ID";

    public async Task InvokeAsync(HttpContext context, CurrentTenant current)
    {
        if (!context.RequiresTenant())
        {
            await next(context);
            return;
        }

        var (tenant, refusal) = await ResolveAsync(context);
        if (tenant is null)
        {
            await refusal!.WriteAsync(context);
            return;
        }

        current.Enter(tenant, actorId: null, CorrelationOf(context));
        await next(context);
    }

    private async Task<(ResolvedTenant? Tenant, Refusal? Refusal)> ResolveAsync(HttpContext context)
    {
        var named = context.Request.Headers[Header];
        if (named.Count > 1 || named.ToString().Contains(',', StringComparison.Ordinal))
            return (null, new Refusal(StatusCodes.Status400BadRequest, ErrorCode.Validation, $"{Header} must have one value.", Header, "single"));

        var byName = named.Count == 0 ? null : await directory.FindAsync(named.ToString().Trim(), context.RequestAborted);
        if (byName is not null)
            Mark(context, byName);
        var byHost = await directory.FindByHostAsync(context.Request.Host.Host, context.RequestAborted);
        if (byName is not null && byHost is not null && byHost.Id != byName.Id)
        {
            TenantMismatches.Count(TenantMismatches.Host);
            return (null, new Refusal(
                StatusCodes.Status403Forbidden, ErrorCode.Forbidden, $"{Header} names another tenant than the host does.", Header, "same-tenant"));
        }

        var tenant = byName;
        if (named.Count == 0 && byHost is not null)
            Mark(context, tenant = byHost);
        return tenant switch
        {
            null => (null, new Refusal(
                StatusCodes.Status404NotFound, ErrorCode.NotFound,
                $"No such tenant. Name it by the header {Header} (id or slug) or by its host.", Header, "known-tenant")),
            { IsActive: false } => (null, new Refusal(
                StatusCodes.Status403Forbidden, ErrorCode.Forbidden, "This tenant is not active.", Header, "active-tenant")),
            _ => (tenant, null),
        };
    }

    private static Guid? CorrelationOf(HttpContext context) =>
        Guid.TryParse(context.Request.Headers[CorrelationHeader], out var given) && given != Guid.Empty ? given : null;

    /// <summary>Baggage reaches every span below; tags are for the request's own span, which began before the tenant was known.</summary>
    private static void Mark(HttpContext context, ResolvedTenant tenant)
    {
        if ((context.Features.Get<IHttpActivityFeature>()?.Activity ?? Activity.Current) is not { } span)
            return;
        var id = tenant.Id.ToString();
        span.SetTag(Attributes.TenantId, id);
        span.SetTag(Attributes.TenantSlug, tenant.Slug);
        span.SetBaggage(Attributes.TenantId, id);
    }
}
