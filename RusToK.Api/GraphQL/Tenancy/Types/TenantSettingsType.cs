using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Queries;

namespace RusToK.Api.GraphQL.Tenancy.Types;

/// <summary>A tenant as its administrators see it.</summary>
internal sealed class TenantSettingsType : ObjectGraphType<TenantSettings>
{
    public TenantSettingsType()
    {
        Name = "TenantSettings";
        Field<NonNullGraphType<TenantDetailsType>>("tenant").Reads(x => x.Tenant);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TenantLocaleType>>>>("locales").Description("Every language it ever had.").Reads(x => x.Locales);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TenantModuleType>>>>("modules").Description("Every module that can be switched.").Reads(x => x.Modules);
    }
}

internal sealed class TenantDetailsType : ObjectGraphType<Tenant>
{
    public TenantDetailsType()
    {
        Name = "TenantDetails";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Id);
        Field(t => t.Name);
        Field(t => t.Slug);
        Field(t => t.Domain, nullable: true);
        Field(t => t.DefaultLocale);
        Field<NonNullGraphType<JsonType>>("settings").Reads(x => x.Settings);
        Field(t => t.IsActive).Description("An inactive tenant is answered with 403.");
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Reads(x => x.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Reads(x => x.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Reads(x => x.Version);
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
