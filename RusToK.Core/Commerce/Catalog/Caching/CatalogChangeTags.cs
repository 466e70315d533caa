using System.Collections.Frozen;
using RusToK.Core.Caching;
using RusToK.Core.Caching.Invalidation;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Inventory.Events;
using RusToK.Core.Events;

namespace RusToK.Core.Commerce.Catalog.Caching;

/// <summary>What of the catalog's cache an event makes old.</summary>
internal sealed class CatalogChangeTags(EventTypeRegistry registry) : IChangeTags
{
    public CacheDeclaration Cache => CatalogCache.Declaration;

    public string AppliedBy => "catalog";

    public IReadOnlySet<string> EventTypes { get; } = registry.Types
        .Where(t => t.Record.Namespace == typeof(ProductCreated).Namespace || t.Record == typeof(InventoryAdjusted))
        .Select(t => t.Type)
        .ToFrozenSet();

    public void Mark(EventEnvelope change, StaleTags tags)
    {
        if (change.AggregateType is CommerceSchema.ProductAggregate or CommerceSchema.InventoryAggregate)
        {
            tags.Add(change.TenantId, CatalogTags.Product(change.AggregateId));
            tags.Add(change.TenantId, CatalogTags.Elsewhere(change.TenantId));
        }
        else
        {
            tags.Add(change.TenantId, CatalogTags.Frame(change.TenantId));
        }

        tags.Add(change.TenantId, CatalogTags.Lists(change.TenantId));
    }
}
