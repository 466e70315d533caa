namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>What the products of a list have in common, each with how many have it. A facet counts what its own field of the filter leaves out, too.</summary>
/// <param name="Vendors">The most frequent first.</param>
/// <param name="Types">The most frequent first.</param>
/// <param name="Tags">The most frequent first.</param>
/// <param name="Collections">Ids, the most frequent first.</param>
/// <param name="Categories">Ids of the categories the products are in themselves, the most frequent first.</param>
/// <param name="InStock">Products of which something can be ordered.</param>
/// <param name="OutOfStock">Products of which nothing can be ordered.</param>
/// <param name="Price">The range of lowest regular prices; null without a currency or prices.</param>
/// <param name="IsComplete">
/// False when the list, or what a facet counts, is longer than <see cref="ProductFacetQueries.MaxCounted"/>; then so many of it are counted.
/// </param>
public sealed record ProductFacets(
    IReadOnlyList<FacetCount<string>> Vendors,
    IReadOnlyList<FacetCount<string>> Types,
    IReadOnlyList<FacetCount<string>> Tags,
    IReadOnlyList<FacetCount<Guid>> Collections,
    IReadOnlyList<FacetCount<Guid>> Categories,
    long InStock,
    long OutOfStock,
    FacetRange? Price,
    bool IsComplete);

/// <summary>One value and how many products have it.</summary>
public sealed record FacetCount<T>(T Value, long Count);

/// <summary>Lowest and highest of some amounts.</summary>
public sealed record FacetRange(string Currency, decimal Min, decimal Max);
