using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Api.GraphQL.Tenancy.Types;
using RusToK.Core.Identity.Access;
using RusToK.Core.Tenancy.Lookup;
using RusToK.Core.Tenancy.Queries;

namespace RusToK.Api.GraphQL.Tenancy;

/// <summary>The tenancy module's part of the schema.</summary>
internal sealed class TenancyGraphQL : IGraphQLModule
{
    public string? Switch => null;

    public void AddQueries(ObjectGraphType query)
    {
        query.Field<NonNullGraphType<TenantType>>("tenant")
            .Description("The tenant of this request.")
            .Resolve(c => c.RequestServices!.GetRequiredService<CurrentTenant>().Tenant);
        query.Field<NonNullGraphType<TenantSettingsType>>("tenantSettings")
            .Description("The tenant of this request as its administrators see it.")
            .RequirePermission(Permissions.TenantRead)
            .WithResolverSpan()
            .ResolveAsync(async c => await c.Service<TenantQueries>().FindAsync(c.TenantId(), c.CancellationToken));
        query.Field<NonNullGraphType<TenantConnectionType>>("tenants")
            .Description("All tenants, those that were opened last first.")
            .Argument<StringGraphType>("search", "A part of the name, the slug or the domain.")
            .Argument<IntGraphType>("first", "1 to 100; 20 when absent.")
            .Argument<StringGraphType>("after", "Only what follows this cursor.")
            .RequirePermission(Permissions.PlatformTenants)
            .WithResolverSpan()
            .ResolveAsync(async c => await TenantPages.ReadAsync(
                c.Service<TenantQueries>(), c.GetArgument<string?>("search"), c.GetArgument<int?>("first"), c.GetArgument<string?>("after"), c.CancellationToken));
    }

    public void AddMutations(ObjectGraphType mutation) => TenancyMutationFields.AddTo(mutation);
}
