using GraphQL.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.GraphQL.Tenancy.Types;

/// <summary>A tenant as everybody sees it.</summary>
internal sealed class TenantType : ObjectGraphType<ResolvedTenant>
{
    public TenantType()
    {
        Name = "Tenant";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Id);
        Field(t => t.Slug);
        Field(t => t.Name).Description("Its display name.");
        Field(t => t.DefaultLocale);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("locales")
            .Description("Languages it publishes in.")
            .Reads(x => x.Locales.Keys.Order(StringComparer.Ordinal));
    }
}
