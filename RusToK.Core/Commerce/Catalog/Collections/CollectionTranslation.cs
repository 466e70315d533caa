using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Collections;

/// <summary>A collection's title in one language. Guarded by the version of its collection.</summary>
public sealed record CollectionTranslation : ITenantOwned
{
    public required Guid TenantId { get; init; }

    public required Guid CollectionId { get; init; }

    public required string Locale { get; init; }

    public required string Title { get; init; }

    /// <summary>Unique per tenant and locale.</summary>
    public required string Handle { get; init; }

    public string? Description { get; init; }
}
