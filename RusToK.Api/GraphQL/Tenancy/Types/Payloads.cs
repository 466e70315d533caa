using GraphQL.Types;
using RusToK.Core.Tenancy;

namespace RusToK.Api.GraphQL.Tenancy.Types;

internal sealed class TenantPayloadType : ObjectGraphType<Tenant>
{
    public TenantPayloadType()
    {
        Name = "TenantPayload";
        Field<NonNullGraphType<TenantDetailsType>>("tenant").Resolve(c => c.Source);
    }
}

internal sealed class TenantLocalePayloadType : ObjectGraphType<TenantLocale>
{
    public TenantLocalePayloadType()
    {
        Name = "TenantLocalePayload";
        Field<NonNullGraphType<TenantLocaleType>>("locale").Resolve(c => c.Source);
    }
}

internal sealed class TenantModulePayloadType : ObjectGraphType<TenantModule>
{
    public TenantModulePayloadType()
    {
        Name = "TenantModulePayload";
        Field<NonNullGraphType<TenantModuleType>>("module").Resolve(c => c.Source);
    }
}
