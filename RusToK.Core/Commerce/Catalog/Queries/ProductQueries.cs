using System.Globalization;
using Npgsql;
using RusToK.Core.Commerce.Catalog.Caching;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Content.Queries;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>
/// Products as readers see them, from the read model alone. Locales are those to try, best first; a product without any of them is not
/// there. Every method is one statement in one round trip, with variants, prices, stock and collections; a search that finds nothing
/// is a second one.
/// </summary>
public sealed class ProductQueries
{
    /// <summary>Before the column: the cursor's list name of titles that only resemble the search.</summary>
    private const string Similar = "similar/";

    private readonly ReadStore _store;
    private readonly CatalogCache? _cache;

    /// <param name="store">Where the read model is.</param>
    /// <param name="cache">Answers what is asked for as active; null where nothing is remembered.</param>
    internal ProductQueries(ReadStore store, CatalogCache? cache = null) => (_store, _cache) = (store, cache);

    /// <param name="tenantId">The tenant.</param>
    /// <param name="id">The product.</param>
    /// <param name="status">Only in this status; null for any.</param>
    /// <param name="locales">Best first.</param>
    /// <param name="selection">What of it is wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ProductDocument?> FindAsync(
        Guid tenantId, Guid id, ProductStatus? status, IReadOnlyList<string> locales, ProductSelection selection, CancellationToken cancellationToken)
    {
        return _cache is null || status != ProductStatus.Active
            ? await LoadAsync(cancellationToken)
            : await _cache.ProductAsync(tenantId, id, locales, selection, LoadAsync, cancellationToken);

        async Task<ProductDocument?> LoadAsync(CancellationToken stop) =>
            (await FindManyAsync(tenantId, [id], status, locales, selection, stop)).GetValueOrDefault(id);
    }

    /// <summary>Products by id; those that are not there are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, ProductDocument>> FindManyAsync(
        Guid tenantId, IReadOnlyList<Guid> ids, ProductStatus? status, IReadOnlyList<string> locales, ProductSelection selection,
        CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        var which = ids.Count == 1 ? $"= {query.Value(ids[0])}" : $"= ANY ({query.Value(ids.ToArray())})";
        query.Append($"SELECT {ProductColumns.Read(query, selection, locales)}\n  FROM read.products p").JoinWords(locales, "read.product_texts", "product_id", "p")
            .Append($"\n WHERE p.tenant_id = {QueryText.Tenant} AND p.id {which}").Append(Status(query, status));
        return (await _store.ListAsync(tenantId, query, ProductColumns.Document, cancellationToken)).ToDictionary(p => p.Id);
    }

    /// <summary>The product that has this handle in the best of the locales in which any has it. It is served in that locale.</summary>
    /// <inheritdoc cref="FindAsync"/>
    public async Task<ProductDocument?> FindByHandleAsync(
        Guid tenantId, string handle, ProductStatus? status, IReadOnlyList<string> locales, ProductSelection selection, CancellationToken cancellationToken)
    {
        if (!StorableText.IsStorable(handle))
            return null;
        return _cache is null || status != ProductStatus.Active || handle.Length > CatalogCache.MaxText
            ? await LoadByHandleAsync(tenantId, handle, status, locales, selection, cancellationToken)
            : await _cache.ProductByHandleAsync(
                tenantId, handle, locales, selection, stop => LoadByHandleAsync(tenantId, handle, status, locales, selection, stop), cancellationToken);
    }

    private async Task<ProductDocument?> LoadByHandleAsync(
        Guid tenantId, string handle, ProductStatus? status, IReadOnlyList<string> locales, ProductSelection selection, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {ProductColumns.Read(query, selection, locales)}")
            .Append("\n  FROM read.product_texts d JOIN read.products p ON p.tenant_id = d.tenant_id AND p.id = d.product_id")
            .Append($"\n WHERE d.tenant_id = {QueryText.Tenant} AND d.handle = {query.Value(handle.ToLowerInvariant())}")
            .Append($" AND d.locale = ANY ({query.Value(locales.ToArray())})").Append(Status(query, status));
        var found = await _store.ListAsync(tenantId, query, ProductColumns.Document, cancellationToken);
        return locales.Select(l => found.FirstOrDefault(d => d.Locale == l)).FirstOrDefault(d => d is not null);
    }

    /// <summary>The variant with this number, and its product.</summary>
    public async Task<(ProductDocument Product, VariantDocument Variant)?> FindBySkuAsync(
        Guid tenantId, string sku, ProductStatus? status, IReadOnlyList<string> locales, ProductSelection selection, CancellationToken cancellationToken)
    {
        if (!StorableText.IsStorable(sku))
            return null;
        var query = new QueryText(tenantId);
        query.Append($"SELECT {ProductColumns.Read(query, selection | ProductSelection.Variants, locales)}, v.id")
            .Append("\n  FROM read.product_variants v JOIN read.products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id")
            .JoinWords(locales, "read.product_texts", "product_id", "p")
            .Append($"\n WHERE v.tenant_id = {QueryText.Tenant} AND v.sku = {query.Value(sku.Trim())}").Append(Status(query, status));
        var found = await _store.ListAsync(tenantId, query, r => (Product: ProductColumns.Document(r), Variant: r.GetGuid(ProductColumns.Count)), cancellationToken);
        return found is [var one, ..] && one.Product.Variants.FirstOrDefault(v => v.Id == one.Variant) is { } variant ? (one.Product, variant) : null;
    }

    /// <summary>A page of a list. When nothing holds the words of a search, products whose titles hold similar words are listed.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="list">Which list.</param>
    /// <param name="first">The first so many.</param>
    /// <param name="after">Only what follows this cursor.</param>
    /// <param name="last">The last so many.</param>
    /// <param name="before">Only what comes before this cursor.</param>
    /// <param name="selection">What of the products is wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidInputException">A filter, the order or a cursor does not fit.</exception>
    public async Task<Page<ProductDocument>> ListAsync(
        Guid tenantId, ProductList list, int? first, string? after, int? last, string? before, ProductSelection selection, CancellationToken cancellationToken)
    {
        list.Filter.Check();
        list = list.Search is { } search ? list with { Search = ProductSearch.Check(search) } : list;
        var similar = list.Search is not null && (after ?? before) is { } cursor && Cursor.TryParse(cursor, Similar + list.Name, out _);
        if (_cache is not null && list.IsCommon && after is null && before is null)
        {
            var request = PageRequest.Create(list.Name, first, after, last, before);
            return await _cache.ProductsAsync(
                tenantId, list, first, last, selection, stop => FetchAsync(tenantId, list, request, selection, false, stop), cancellationToken);
        }

        if (!similar)
        {
            var page = await FetchAsync(tenantId, list, PageRequest.Create(list.Name, first, after, last, before), selection, false, cancellationToken);
            if (list.Search is null || page.Items.Count > 0 || after is not null || before is not null)
                return page;
        }

        return await FetchAsync(tenantId, list, PageRequest.Create(Similar + list.Name, first, after, last, before), selection, true, cancellationToken);
    }

    /// <summary>The first products of each collection, as it was ordered by hand.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="collectionIds">The collections.</param>
    /// <param name="status">Of the products.</param>
    /// <param name="first">How many of each, at most 100.</param>
    /// <param name="locales">Best first.</param>
    /// <param name="selection">What of them is wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ILookup<Guid, ProductDocument>> FirstOfCollectionsAsync(
        Guid tenantId, IReadOnlyList<Guid> collectionIds, ProductStatus status, int first, IReadOnlyList<string> locales, ProductSelection selection,
        CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {ProductColumns.Read(query, selection, locales)}, c.id\n  FROM unnest({query.Value(collectionIds.ToArray())}) AS c(id)")
            .Append($"\n CROSS JOIN LATERAL (SELECT m.product_id, m.position FROM read.collection_products m JOIN read.products x ON x.tenant_id = m.tenant_id AND x.id = m.product_id")
            .Append($" WHERE m.tenant_id = {QueryText.Tenant} AND m.collection_id = c.id AND m.is_member AND x.status = {query.Value(EnumText<ProductStatus>.Of(status))}")
            // A product without words in any of the locales must not take the place of one that has.
            .Append($" AND EXISTS (SELECT FROM read.product_texts w WHERE w.tenant_id = x.tenant_id AND w.product_id = x.id AND w.locale = ANY ({query.Value(locales.ToArray())}))")
            .Append($" ORDER BY m.position, m.product_id LIMIT {Math.Clamp(first, 1, PageRequest.MaxSize).ToString(CultureInfo.InvariantCulture)}) m")
            .Append($"\n  JOIN read.products p ON p.tenant_id = {QueryText.Tenant} AND p.id = m.product_id")
            .JoinWords(locales, "read.product_texts", "product_id", "p")
            .Append("\n ORDER BY c.id, m.position, m.product_id");
        var found = await _store.ListAsync(tenantId, query, r => (Product: ProductColumns.Document(r), Collection: r.GetGuid(ProductColumns.Count)), cancellationToken);
        return found.ToLookup(f => f.Collection, f => f.Product);
    }

    private async Task<Page<ProductDocument>> FetchAsync(
        Guid tenantId, ProductList list, PageRequest page, ProductSelection selection, bool similar, CancellationToken cancellationToken)
    {
        var query = new ProductListQuery(tenantId, list, page, selection).Build(similar);
        var rows = await _store.ListAsync(tenantId, query, r => (Product: ProductColumns.Document(r), Key: Key(list, r)), cancellationToken);
        var name = similar ? Similar + list.Name : list.Name;
        return Pages.Cut(rows, page, static row => row.Product, row => new Cursor(name, row.Key, row.Product.Id));
    }

    private static string Key(ProductList list, NpgsqlDataReader r) => list.Order switch
    {
        ProductOrder.TitleAsc or ProductOrder.TitleDesc => r.GetString(12),
        ProductOrder.PriceAsc or ProductOrder.PriceDesc or ProductOrder.Position => r.GetInt64(ProductColumns.Count).ToString(CultureInfo.InvariantCulture),
        ProductOrder.BestMatch => BitConverter.SingleToInt32Bits(r.GetFloat(ProductColumns.Count)).ToString(CultureInfo.InvariantCulture),
        ProductOrder.UpdatedAtDesc => r.GetFieldValue<DateTimeOffset>(9).UtcTicks.ToString(CultureInfo.InvariantCulture),
        _ => r.GetFieldValue<DateTimeOffset>(8).UtcTicks.ToString(CultureInfo.InvariantCulture),
    };

    private static string Status(QueryText query, ProductStatus? status) =>
        status is { } only ? $" AND p.status = {query.Value(EnumText<ProductStatus>.Of(only))}" : "";
}
