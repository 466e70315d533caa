using RusToK.Core.Errors;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.Tenancy;

/// <summary>Refuses an endpoint whose module is switched off for the request's tenant, as the schema's fields do.</summary>
internal static class ModuleFilter
{
    /// <param name="group">Endpoints that need a tenant.</param>
    /// <param name="module">One that can be switched off.</param>
    public static RouteGroupBuilder RequireModule(this RouteGroupBuilder group, string module) => group.AddEndpointFilter((context, next) =>
        context.HttpContext.RequestServices.GetRequiredService<CurrentTenant>().Tenant.DisabledModules.Contains(module)
            ? throw new ForbiddenException($"The module '{module}' is switched off for this tenant.", rule: "module")
            : next(context));
}
