using RusToK.Core.Commerce.Catalog.Queries;

namespace RusToK.Core.Commerce.Catalog.Caching;

/// <summary>
/// The catalog's queries for buyers: what is asked for as active is answered from the cache. Who may read drafts asks the queries
/// themselves, and sees a change of his own as soon as the read model has it.
/// </summary>
public sealed class PublishedCatalog
{
    internal PublishedCatalog(ProductQueries products) => Products = products;

    public ProductQueries Products { get; }
}
