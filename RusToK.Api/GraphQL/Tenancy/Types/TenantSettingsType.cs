using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Queries;

namespace RusToK.Api.GraphQL.Tenancy.Types;

/// <summary>A tenant as its administrators see it.</summary>
internal sealed class TenantSettingsType : ObjectGraphType<TenantSettings>
{
    public TenantSettingsType()
    {
        Name = "TenantSettings";
        Field<NonNullGraphType<TenantDetailsType>>("tenant").Resolve(c => c.Source.Tenant);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TenantLocaleType>>>>("locales").Description("Every language it ever had.").Resolve(c => c.Source.Locales);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TenantModuleType>>>>("modules").Description("Every module that can be switched.").Resolve(c => c.Source.Modules);
    }
}

internal sealed class TenantDetailsType : ObjectGraphType<Tenant>
{
    public TenantDetailsType()
    {
        Name = "TenantDetails";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Id);
        Field(t => t.Name);
        Field(t => t.Slug);
        Field(t => t.Domain, nullable: true);
        Field(t => t.DefaultLocale);
        Field<NonNullGraphType<JsonType>>("settings").Resolve(c => c.Source.Settings);
        Field(t => t.IsActive).Description("An inactive tenant is answered with 403.");
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Resolve(c => c.Source.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Resolve(c => c.Source.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Resolve(c => c.Source.Version);
    }
}

internal sealed class TenantLocaleType : ObjectGraphType<TenantLocale>
{
    public TenantLocaleType()
    {
        Name = "TenantLocale";
        Field(l => l.Locale);
        Field(l => l.IsEnabled);
        Field(l => l.Fallback, nullable: true).Description("Served where this one has no translation; null for the default language.");
    }
}

internal sealed class TenantModuleType : ObjectGraphType<TenantModule>
{
    public TenantModuleType()
    {
        Name = "TenantModule";
        Field(m => m.Module);
        Field(m => m.IsEnabled);
    }
}

internal sealed class TenantEdgeType() : EdgeType<Tenant, TenantDetailsType>("Tenant");

internal sealed class TenantConnectionType() : ConnectionType<Tenant, TenantDetailsType, TenantEdgeType>("Tenant");
