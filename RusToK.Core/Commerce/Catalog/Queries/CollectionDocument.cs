using RusToK.Core.Commerce.Catalog.Collections;

namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>A collection with its words in one language, as readers see it.</summary>
public sealed record CollectionDocument(
    Guid Id, CollectionKind Kind, bool MatchAll, IReadOnlyList<CollectionRule> Rules, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version,
    string Locale, string Title, string Handle, string? Description);
