using GraphQL.Types;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Tenancy;

namespace RusToK.Api.GraphQL.Tenancy.Types;

internal sealed class TenantPayloadType : ObjectGraphType<Tenant>
{
    public TenantPayloadType()
    {
        Name = "TenantPayload";
        Field<NonNullGraphType<TenantDetailsType>>("tenant").Reads(x => x);
    }
}

internal sealed class TenantLocalePayloadType : ObjectGraphType<TenantLocale>
{
    public TenantLocalePayloadType()
    {
        Name = "TenantLocalePayload";
        Field<NonNullGraphType<TenantLocaleType>>("locale").Reads(x => x);
    }
}

internal sealed class TenantModulePayloadType : ObjectGraphType<TenantModule>
{
    public TenantModulePayloadType()
    {
        Name = "TenantModulePayload";
        Field<NonNullGraphType<TenantModuleType>>("module").Reads(x => x);
    }
}
