using RusToK.Core.Tenancy;

namespace RusToK.Core.Identity;

/// <summary>
/// The platform's own tenant, whose super administrators may act in every other one. It has an id that is the same everywhere and a
/// slug that no customer can have.
/// </summary>
public static class PlatformTenant
{
    public static readonly Guid Id = TenantRules.PlatformId;

    public const string Slug = TenantRules.PlatformSlug;
}
