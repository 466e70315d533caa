using System.Text.Json;
using RusToK.Core.Persistence;

namespace RusToK.Core.Tenancy;

/// <summary>
/// A customer of the platform. The row is the platform's own, not the tenant's, so it has no query filter: resolving a
/// request's tenant has to find it before there is one.
/// </summary>
public sealed record Tenant : IVersioned
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Unique, <c>[a-z0-9][a-z0-9-]{0,62}</c>; see <see cref="TenantRules"/>.</summary>
    public required string Slug { get; init; }

    /// <summary>Unique host name in lower case, without port; null when the tenant is reached by header only.</summary>
    public string? Domain { get; init; }

    /// <summary>BCP 47 tag used when a reader asks for no locale, or for one that has no translation.</summary>
    public required string DefaultLocale { get; init; }

    /// <summary>A JSON object that the platform keeps and does not interpret.</summary>
    public required JsonElement Settings { get; init; }

    /// <summary>An inactive tenant is answered with 403.</summary>
    public required bool IsActive { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required long Version { get; init; }
}
