using System.Collections.Frozen;
using Npgsql;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Inventory.Events;
using RusToK.Core.Events;
using RusToK.Core.Events.Handling;

namespace RusToK.Core.Commerce.Catalog.Projection;

/// <summary>
/// Keeps the read models of catalog and stock: one statement a table and batch, whatever the number of events. Parts are written
/// as the newest state any event gave them; what is put together from them is made anew for every product the batch speaks of.
/// </summary>
/// <remarks>
/// Events of a product and of its stock share an id, and so a partition: no two transactions put the same product together. Rules
/// of collections concern all products; see <see cref="CatalogLocks"/>.
/// </remarks>
internal sealed class CatalogProjection(EventTypeRegistry registry) : IProjection
{
    public string Name => "catalog";

    public IReadOnlySet<string> EventTypes { get; } = registry.Types
        .Where(t => t.Record.Namespace == typeof(ProductCreated).Namespace || t.Record.Namespace == typeof(InventoryAdjusted).Namespace)
        .Where(t => t.Record != typeof(InventoryLow))
        .Select(t => t.Type)
        .ToFrozenSet();

    public IReadOnlyList<string> Tables { get; } =
    [
        "read.products", "read.product_texts", "read.product_variants", "read.product_prices", "read.product_tags",
        "read.variant_stock", "read.product_stock", "read.collections", "read.collection_texts", "read.collection_rules", "read.collection_products",
        "read.product_categories", "read.product_category_names", "read.price_lists", "read.locations", "read.catalog_deleted",
    ];

    public void Project(IReadOnlyList<EventEnvelope> events, NpgsqlBatch batch)
    {
        var facets = CatalogFacets.Of(events, registry);
        var commands = batch.BatchCommands;
        CatalogLocks.AddTo(commands, facets);
        if (facets.Deleted.Count > 0)
            commands.Add(CatalogDeletions.Write(facets.Deleted));
        ProductParts.AddTo(commands, facets);
        ProductCards.AddTo(commands, facets);
        if (facets.Categories.Count > 0)
            commands.Add(ProductCategoryRows.Write(facets.Categories));
        if (facets.PriceLists.Count > 0)
            commands.Add(PriceListRows.Write(facets.PriceLists));
        if (facets.Locations.Count > 0)
            commands.Add(LocationRows.Write(facets.Locations));
        CollectionRows.AddTo(commands, facets);
        CatalogDeletions.Remove(commands, facets);
        CollectionMembership.AddTo(commands, facets);
        if (facets.Touched.Count > facets.Begun.Count)
            commands.Add(ProductParts.RequireKnown(facets.Touched.Keys.Except(facets.Begun)));
    }
}
