using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Collections;

/// <summary>A shelf of products, filled by hand or by rules.</summary>
public sealed record Collection : ITenantOwned, IVersioned
{
    public required Guid TenantId { get; init; }

    public required Guid Id { get; init; }

    public required CollectionKind Kind { get; init; }

    /// <summary>Whether all rules must hold; else one is enough.</summary>
    public required bool MatchAll { get; init; }

    /// <summary>Empty for a manual one.</summary>
    public required IReadOnlyList<CollectionRule> Rules { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required long Version { get; init; }
}
