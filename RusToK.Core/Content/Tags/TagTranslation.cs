using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Tags;

/// <summary>A tag's name in one language.</summary>
public sealed record TagTranslation : ITenantOwned
{
    public required Guid TenantId { get; init; }

    public required Guid TagId { get; init; }

    public required string Locale { get; init; }

    public required string Name { get; init; }

    /// <summary>Unique per tenant and locale.</summary>
    public required string Slug { get; init; }
}
