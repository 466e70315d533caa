using Npgsql;
using RusToK.Core.Content.Queries;

namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>Products as the truth has them, for who has just changed one: the read model follows some milliseconds later.</summary>
public sealed class ProductTruth
{
    private readonly ReadStore _store;

    internal ProductTruth(ReadStore store) => _store = store;

    /// <summary>One product, whole, in one statement; any locale stands in when it has none of those asked for.</summary>
    public async Task<ProductDocument?> FindAsync(Guid tenantId, Guid id, IReadOnlyList<string> locales, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append("""
            SELECT p.id, p.status, p.vendor, p.type, p.tags, p.category_id,
                   EXISTS (SELECT FROM commerce.variants v JOIN commerce.variant_stock s ON s.tenant_id = v.tenant_id AND s.variant_id = v.id
                            WHERE v.tenant_id = p.tenant_id AND v.product_id = p.id
                              AND (NOT v.tracks_inventory OR v.policy = 'continue' OR s.on_hand > s.reserved)),
                   p.published_at, p.created_at, p.updated_at, p.version, d.locale, d.title, d.handle, d.seo_title, d.seo_description, d.description,
                   json_build_object('options', p.options, 'images', p.images)::text,
                   (SELECT json_agg(json_build_object('v', json_build_object(
                               'id', v.id, 'position', v.position, 'sku', v.sku, 'barcode', v.barcode, 'optionValues', v.option_values,
                               'weightGrams', v.weight_grams, 'policy', v.policy, 'tracksInventory', v.tracks_inventory,
                               'lowStockThreshold', v.low_stock_threshold, 'createdAt', v.created_at, 'updatedAt', v.updated_at),
                           'p', (SELECT coalesce(json_agg(json_build_object('currency', x.currency, 'amount', x.amount, 'compareAt', x.compare_at, 'priceListId', x.list)
                                                    ORDER BY x.list NULLS FIRST, x.currency), '[]')
                                   FROM (SELECT r.currency, r.amount, r.compare_at, NULL::uuid AS list FROM commerce.prices r
                                          WHERE r.tenant_id = v.tenant_id AND r.variant_id = v.id
                                         UNION ALL
                                         SELECT l.currency, r.amount, NULL, l.id FROM commerce.list_prices r
                                           JOIN commerce.price_lists l ON l.tenant_id = r.tenant_id AND l.id = r.price_list_id
                                          WHERE r.tenant_id = v.tenant_id AND r.variant_id = v.id) x)) ORDER BY v.position, v.id)::text
                      FROM commerce.variants v WHERE v.tenant_id = p.tenant_id AND v.product_id = p.id),
                   (SELECT json_object_agg(s.variant_id, json_build_array(s.on_hand, s.reserved))::text
                      FROM commerce.variant_stock s WHERE s.tenant_id = p.tenant_id AND s.product_id = p.id),
                   (SELECT json_agg(l.id)::text FROM commerce.price_lists l
                     WHERE l.tenant_id = p.tenant_id AND l.is_active AND (l.starts_at IS NULL OR l.starts_at <= now()) AND (l.ends_at IS NULL OR l.ends_at > now())),
                   NULL::text
              FROM commerce.products p JOIN commerce.product_translations d ON d.tenant_id = p.tenant_id AND d.product_id = p.id
            """)
            .Append($"\n WHERE p.tenant_id = {QueryText.Tenant} AND p.id = {query.Value(id)}")
            .Append($"\n ORDER BY array_position({query.Value(locales.ToArray())}, d.locale::text) NULLS LAST, d.locale LIMIT 1");
        return (await _store.ListAsync(tenantId, query, ProductColumns.Document, cancellationToken)).FirstOrDefault();
    }

    /// <summary>The words of each product in every language it has.</summary>
    public async Task<ILookup<Guid, ProductWords>> TranslationsAsync(Guid tenantId, IReadOnlyList<Guid> productIds, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append("SELECT d.product_id, d.locale, d.title, d.handle, d.description, d.seo_title, d.seo_description, d.updated_at")
            .Append($"\n  FROM commerce.product_translations d WHERE d.tenant_id = {QueryText.Tenant} AND d.product_id = ANY ({query.Value(productIds.ToArray())})")
            .Append("\n ORDER BY d.product_id, d.locale");
        return (await _store.ListAsync(tenantId, query, Words, cancellationToken)).ToLookup(w => w.ProductId);
    }

    private static ProductWords Words(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.TextOrNull(5), r.TextOrNull(6), r.GetFieldValue<DateTimeOffset>(7));
}

/// <summary>A product's words in one language.</summary>
public sealed record ProductWords(
    Guid ProductId, string Locale, string Title, string Handle, string Description, string? SeoTitle, string? SeoDescription, DateTimeOffset UpdatedAt);
