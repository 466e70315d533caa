using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.GraphQL.Tenancy;

/// <summary>The request's tenant.</summary>
internal sealed class TenancyGraphQL : IGraphQLModule
{
    public string? Switch => null;

    public void AddQueries(ObjectGraphType query) => query.Field<NonNullGraphType<TenantType>>("tenant")
        .Description("The tenant of this request.")
        .Resolve(c => c.RequestServices!.GetRequiredService<CurrentTenant>().Tenant);

    public void AddMutations(ObjectGraphType mutation)
    {
    }
}

internal sealed class TenantType : ObjectGraphType<ResolvedTenant>
{
    public TenantType()
    {
        Name = "Tenant";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Id);
        Field(t => t.Slug);
        Field(t => t.Name).Description("Its display name.");
        Field(t => t.DefaultLocale);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("locales")
            .Description("Languages it publishes in.")
            .Resolve(c => c.Source.Locales.Keys.Order(StringComparer.Ordinal));
    }
}
