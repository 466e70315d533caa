using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Inventory.Events;
using RusToK.Core.Events;

namespace RusToK.Core.Commerce.Catalog.Projection;

/// <summary>
/// A batch of events, reduced to the newest state of each row: what is left does not depend on the order of the events nor
/// on how they are cut into batches, and no row is written twice by a statement.
/// </summary>
internal sealed class CatalogFacets
{
    /// <summary>Every product the batch speaks of, with the newest version and time of its own aggregate; 0 when only its stock moved.</summary>
    public Dictionary<(Guid Tenant, Guid Id), (long Version, DateTimeOffset At)> Touched { get; } = [];

    /// <summary>Products whose beginning is in the batch; the others must be known.</summary>
    public HashSet<(Guid Tenant, Guid Id)> Begun { get; } = [];

    /// <summary>Products whose words, or what is added to them, may differ.</summary>
    public HashSet<(Guid Tenant, Guid Id)> Reworded { get; } = [];

    public Dictionary<(Guid Tenant, Guid Id), (long Version, ProductState State)> Products { get; } = [];

    public Dictionary<(Guid Tenant, Guid Product, string Locale), (long Version, ProductTextState State)> Texts { get; } = [];

    public Dictionary<(Guid Tenant, Guid Product, Guid Id), (long Version, VariantState State)> Variants { get; } = [];

    public Dictionary<(Guid Tenant, Guid Product, Guid Id), (long Version, IReadOnlyList<PriceState> State)> Prices { get; } = [];

    /// <summary>Variants that were deleted.</summary>
    public HashSet<(Guid Tenant, Guid Product, Guid Id)> DeletedVariants { get; } = [];

    public Dictionary<(Guid Tenant, Guid Product, Guid Variant), (long Version, InventoryAdjusted State)> Stock { get; } = [];

    public Dictionary<(Guid Tenant, Guid Id), (long Version, CollectionState State)> Collections { get; } = [];

    /// <summary>Newest version of every collection the batch speaks of.</summary>
    public Dictionary<(Guid Tenant, Guid Id), (long Version, DateTimeOffset At)> CollectionVersions { get; } = [];

    /// <summary>Places in manual collections; null for what left.</summary>
    public Dictionary<(Guid Tenant, Guid Collection, Guid Product), (long Version, long? State)> Places { get; } = [];

    public Dictionary<(Guid Tenant, Guid Id), (long Version, ProductCategoryState State)> Categories { get; } = [];

    public Dictionary<(Guid Tenant, Guid Id), (long Version, PriceListState State)> PriceLists { get; } = [];

    public Dictionary<(Guid Tenant, Guid Id), (long Version, LocationState State)> Locations { get; } = [];

    /// <summary>Version of each deletion; the locale is empty where the whole thing went.</summary>
    public Dictionary<(Guid Tenant, string Aggregate, Guid Id, string Locale), long> Deleted { get; } = [];

    public static CatalogFacets Of(IReadOnlyList<EventEnvelope> events, EventTypeRegistry registry)
    {
        var facets = new CatalogFacets();
        foreach (var envelope in events)
            facets.Add(envelope, registry.Read(envelope));
        return facets;
    }

    private void Add(EventEnvelope envelope, IEvent @event)
    {
        var (tenant, id, version) = (envelope.TenantId, envelope.AggregateId, envelope.AggregateVersion);
        switch (@event)
        {
            case ProductDeleted:
                Keep(Deleted, (tenant, CommerceSchema.ProductAggregate, id, ""), version);
                break;
            case IProductStateEvent product:
                AddProduct(tenant, id, version, product);
                break;
            case ProductTranslationUpdated translation:
                Touch(tenant, id, version, translation.At);
                if (translation.Text is { } words)
                    Keep(Texts, (tenant, id, words.Locale), version, words);
                else
                    Keep(Deleted, (tenant, CommerceSchema.ProductAggregate, id, translation.Locale), version);
                break;
            case VariantCreated created:
                Touch(tenant, id, version, created.Variant.UpdatedAt);
                Reworded.Add((tenant, id));
                Keep(Variants, (tenant, id, created.Variant.Id), version, created.Variant);
                Keep(Prices, (tenant, id, created.Variant.Id), version, created.Prices);
                break;
            case VariantUpdated updated:
                Touch(tenant, id, version, updated.Variant.UpdatedAt);
                Reworded.Add((tenant, id));
                Keep(Variants, (tenant, id, updated.Variant.Id), version, updated.Variant);
                break;
            case VariantDeleted deleted:
                Touch(tenant, id, version, deleted.At);
                Reworded.Add((tenant, id));
                DeletedVariants.Add((tenant, id, deleted.Variant.Id));
                Keep(Deleted, (tenant, CommerceSchema.DeletedVariant, deleted.Variant.Id, ""), version);
                break;
            case PriceUpdated priced:
                Touch(tenant, id, version, priced.At);
                Keep(Prices, (tenant, id, priced.VariantId), version, priced.Prices);
                break;
            case InventoryAdjusted stock:
                Touch(tenant, id, 0, stock.At);
                Keep(Stock, (tenant, id, stock.VariantId), version, stock);
                break;
            default:
                AddOther(tenant, id, version, @event);
                break;
        }
    }

    private void AddProduct(Guid tenant, Guid id, long version, IProductStateEvent product)
    {
        Touch(tenant, id, version, product.Product.UpdatedAt);
        Reworded.Add((tenant, id));
        Keep(Products, (tenant, id), version, product.Product);
        if (product is not ProductCreated created)
            return;
        Begun.Add((tenant, id));
        foreach (var text in created.Translations)
            Keep(Texts, (tenant, id, text.Locale), version, text);
        foreach (var (variant, prices) in created.Variants)
        {
            Keep(Variants, (tenant, id, variant.Id), version, variant);
            Keep(Prices, (tenant, id, variant.Id), version, prices);
        }
    }

    private void AddOther(Guid tenant, Guid id, long version, IEvent @event)
    {
        switch (@event)
        {
            case CollectionDeleted:
                Keep(Deleted, (tenant, CommerceSchema.CollectionAggregate, id, ""), version);
                break;
            case ICollectionStateEvent collection:
                Keep(Collections, (tenant, id), version, collection.Collection);
                Keep(CollectionVersions, (tenant, id), version, collection.Collection.UpdatedAt);
                break;
            case CollectionProductsChanged changed:
                Keep(CollectionVersions, (tenant, id), version, changed.At);
                foreach (var place in changed.Placed)
                    Keep(Places, (tenant, id, place.ProductId), version, place.Position);
                foreach (var product in changed.Removed)
                    Keep(Places, (tenant, id, product), version, null);
                break;
            case ProductCategoryDeleted:
                Keep(Deleted, (tenant, CommerceSchema.ProductCategoryAggregate, id, ""), version);
                break;
            case IProductCategoryStateEvent category:
                Keep(Categories, (tenant, id), version, category.Category);
                break;
            case PriceListDeleted:
                Keep(Deleted, (tenant, CommerceSchema.PriceListAggregate, id, ""), version);
                break;
            case IPriceListStateEvent list:
                Keep(PriceLists, (tenant, id), version, list.PriceList);
                break;
            case ILocationStateEvent location:
                Keep(Locations, (tenant, id), version, location.Location);
                break;
        }
    }

    private void Touch(Guid tenant, Guid id, long version, DateTimeOffset at)
    {
        var known = Touched.GetValueOrDefault((tenant, id));
        if (version >= known.Version)
            Touched[(tenant, id)] = (version, version == 0 ? known.At : at);
    }

    private static void Keep<TKey, TState>(Dictionary<TKey, (long Version, TState State)> rows, TKey key, long version, TState state)
        where TKey : notnull
    {
        if (!rows.TryGetValue(key, out var known) || known.Version < version)
            rows[key] = (version, state);
    }

    private static void Keep<TKey>(Dictionary<TKey, long> rows, TKey key, long version)
        where TKey : notnull =>
        rows[key] = Math.Max(version, rows.GetValueOrDefault(key));
}
