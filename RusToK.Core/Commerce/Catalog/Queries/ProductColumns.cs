using Npgsql;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Content.Queries;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>The columns of a <see cref="ProductDocument"/>, and how they are read.</summary>
internal static class ProductColumns
{
    /// <summary>Collections of one product that are shown at most.</summary>
    private const int MaxCollections = 50;

    public const int Count = 22;

    /// <summary>Of <c>p</c>, the product, and <c>d</c>, its words. The rest is looked up by key for the rows that are shown.</summary>
    public static string Read(QueryText query, ProductSelection selection, IReadOnlyList<string> locales) => $"""
        p.id, p.status, p.vendor, p.type, {(selection.HasFlag(ProductSelection.Tags) ? "p.tags" : "NULL::text[]")}, p.category_id, p.in_stock, p.published_at, p.created_at, p.updated_at, p.version,
            d.locale, d.title, d.handle, d.seo_title, d.seo_description, {(selection.HasFlag(ProductSelection.Description) ? "d.description" : "NULL::text")},
            {(selection.HasFlag(ProductSelection.Head) ? "p.head" : "NULL::text")},
            {(selection.HasFlag(ProductSelection.Variants) ? "p.variants" : "NULL::text")},
            {(selection.HasFlag(ProductSelection.Stock) ? Stock : "NULL::text")},
            {(selection.HasFlag(ProductSelection.PriceLists) ? PriceLists : "NULL::text")},
            {(selection.HasFlag(ProductSelection.Collections) ? Collections(query, locales) : "NULL::text")}
        """;

    public static ProductDocument Document(NpgsqlDataReader r) => new()
    {
        Id = r.GetGuid(0),
        Status = EnumText<ProductStatus>.Parse(r.GetString(1)),
        Vendor = r.TextOrNull(2),
        Type = r.TextOrNull(3),
        Tags = r.IsDBNull(4) ? [] : r.GetFieldValue<string[]>(4),
        CategoryId = r.GuidOrNull(5),
        InStock = r.GetBoolean(6),
        PublishedAt = r.TimeOrNull(7),
        CreatedAt = r.GetFieldValue<DateTimeOffset>(8),
        UpdatedAt = r.GetFieldValue<DateTimeOffset>(9),
        Version = r.GetInt64(10),
        Locale = r.GetString(11),
        Title = r.GetString(12),
        Handle = r.GetString(13),
        SeoTitle = r.TextOrNull(14),
        SeoDescription = r.TextOrNull(15),
        Description = r.TextOrNull(16),
        HeadJson = r.TextOrNull(17),
        VariantsJson = r.IsDBNull(18) ? null : r.GetFieldValue<byte[]>(18),
        StockJson = r.TextOrNull(19),
        PriceListsJson = r.TextOrNull(20),
        CollectionsJson = r.TextOrNull(21),
    };

    private const string Stock = "(SELECT k.document FROM read.product_stock k WHERE k.tenant_id = p.tenant_id AND k.product_id = p.id)";

    /// <summary>Once a statement: it does not depend on the product.</summary>
    private const string PriceLists = $"""
        (SELECT json_agg(l.id)::text FROM read.price_lists l
                  WHERE l.tenant_id = {QueryText.Tenant} AND l.is_active AND (l.starts_at IS NULL OR l.starts_at <= now()) AND (l.ends_at IS NULL OR l.ends_at > now()))
        """;

    private static string Collections(QueryText query, IReadOnlyList<string> locales) => $"""
        (SELECT json_agg(json_build_object(
                    'id', c.id, 'kind', c.kind, 'matchAll', c.match_all, 'rules', c.rules::json, 'createdAt', c.created_at, 'updatedAt', c.updated_at,
                    'version', c.version, 'locale', w.locale, 'title', w.title, 'handle', w.handle, 'description', w.description)
                    ORDER BY w.title COLLATE "und-x-icu", c.id)::text
                  FROM (SELECT * FROM read.collection_products m
                         WHERE m.tenant_id = p.tenant_id AND m.product_id = p.id AND m.is_member ORDER BY m.collection_id LIMIT {MaxCollections}) m
                  JOIN read.collections c ON c.tenant_id = m.tenant_id AND c.id = m.collection_id
                 CROSS JOIN LATERAL (
                    SELECT * FROM read.collection_texts t WHERE t.tenant_id = c.tenant_id AND t.collection_id = c.id AND t.locale = ANY ({query.Value(locales.ToArray())})
                     ORDER BY array_position({query.Last}, t.locale) LIMIT 1) w)
        """;
}
