using RusToK.Core.Content.Text;

namespace RusToK.Core.Content;

internal static class ExternalReferences
{
    public static ExternalId For(this ExternalReference reference, Guid tenantId, Guid id) =>
        new()
        {
            TenantId = tenantId,
            Source = reference.Source,
            Kind = reference.Kind,
            External = reference.Id,
            Id = id,
            Fingerprint = reference.Fingerprint,
        };

    public static void Check(this ExternalReference reference, Violations violations, string field)
    {
        violations.RequireName($"{field}.source", reference.Source, ExternalIdMapping.MaxPart);
        violations.RequireName($"{field}.kind", reference.Kind, ExternalIdMapping.MaxKind);
        violations.RequireName($"{field}.id", reference.Id, ExternalIdMapping.MaxPart);
        violations.RequireAtMost($"{field}.fingerprint", reference.Fingerprint, ExternalIdMapping.MaxFingerprint);
    }
}
