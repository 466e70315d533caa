using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Collections;

/// <summary>A product's place in a manual collection. Guarded by the version of its collection.</summary>
public sealed record CollectionProduct : ITenantOwned
{
    public required Guid TenantId { get; init; }

    public required Guid CollectionId { get; init; }

    public required Guid ProductId { get; init; }

    /// <summary>Unique within the collection, with gaps, so that one product can move without the others.</summary>
    public required long Position { get; init; }
}
