using GraphQL.Types;
using RusToK.Api.GraphQL.Server;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.GraphQL.Schema;

internal sealed class RusToKSchema : global::GraphQL.Types.Schema
{
    public RusToKSchema(IServiceProvider services)
        : base(services)
    {
        var query = new ObjectGraphType { Name = "Query" };
        query.Field<StringGraphType>("tenantSlug").Resolve(c => c.RequestServices!.GetRequiredService<CurrentTenant>().Tenant.Slug);
        Query = query;
    }
}

internal static class SchemaRegistration
{
    public static IServiceCollection AddRusToKSchema(this IServiceCollection services) => services.AddGraphQLServer<RusToKSchema>();
}
