using RusToK.Core.Content;

namespace RusToK.Core.Commerce;

internal static class CommerceReferences
{
    public static ExternalId InCommerce(this ExternalReference reference, Guid tenantId, Guid id) =>
        new()
        {
            TenantId = tenantId,
            Source = reference.Source,
            Kind = reference.Kind,
            External = reference.Id,
            Id = id,
            Fingerprint = reference.Fingerprint,
        };
}
