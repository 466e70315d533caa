using RusToK.Core.Persistence;

namespace RusToK.Core.Tenancy;

/// <summary>A language a tenant publishes in.</summary>
public sealed record TenantLocale : ITenantOwned
{
    public required Guid TenantId { get; init; }

    /// <summary>BCP 47 tag such as <c>en</c> or <c>pt-BR</c>.</summary>
    public required string Locale { get; init; }

    /// <summary>Locale whose translation is served where this one has none; null for the tenant's default.</summary>
    public string? Fallback { get; init; }

    public required bool IsEnabled { get; init; }
}
