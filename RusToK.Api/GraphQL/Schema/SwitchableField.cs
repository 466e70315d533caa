using GraphQL;
using GraphQL.Resolvers;
using RusToK.Core.Errors;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.GraphQL.Schema;

/// <summary>Refuses a root field whose module is switched off for the request's tenant.</summary>
internal sealed class SwitchableField(string module, IFieldResolver inner) : IFieldResolver
{
    public ValueTask<object?> ResolveAsync(IResolveFieldContext context) =>
        context.RequestServices!.GetRequiredService<CurrentTenant>().Tenant.DisabledModules.Contains(module)
            ? throw new ForbiddenException($"The module '{module}' is switched off for this tenant.", rule: "module")
            : inner.ResolveAsync(context);
}
