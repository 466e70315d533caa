using Npgsql;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Text;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Projection;

/// <summary>
/// <c>read.products</c> and what is drawn out of it: texts with their search words, prices, tags, stock. Made anew for every
/// product the batch speaks of, from its parts.
/// </summary>
internal static class ProductCards
{
    /// <summary>One write of the row, whether the product's own state is in the batch or only its variants or prices.</summary>
    private const string UpsertProducts = """
        WITH touched AS (
            SELECT t.* FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::timestamptz[], $5::bool[], $6::text[], $7::text[], $8::text[], $9::text[],
                    $10::uuid[], $11::text[], $12::timestamptz[], $13::timestamptz[], $14::bigint[])
                AS t(tenant_id, id, version, updated_at, begun, status, vendor, type, tags, category_id, head, published_at, created_at, state_version)
        ), composed AS (
            SELECT t.tenant_id, t.id,
                   coalesce('[' || string_agg('{"v":' || v.state || ',"p":' || v.prices || '}', ',' ORDER BY v.position, v.id) || ']', '[]') AS variants,
                   coalesce(bool_or(v.unlimited OR s.on_hand > s.reserved), false) AS in_stock
              FROM touched t
              LEFT JOIN read.product_variants v ON v.tenant_id = t.tenant_id AND v.product_id = t.id
              LEFT JOIN read.variant_stock s ON s.tenant_id = v.tenant_id AND s.product_id = v.product_id AND s.variant_id = v.id
             GROUP BY t.tenant_id, t.id
        ), written AS (
            INSERT INTO read.products AS p (tenant_id, id, status, vendor, type, tags, category_id, in_stock, published_at, created_at, updated_at,
                head, variants, state_version, version)
            SELECT t.tenant_id, t.id, t.status, t.vendor, t.type, ARRAY(SELECT json_array_elements_text(t.tags::json)), t.category_id, c.in_stock,
                   t.published_at, t.created_at, t.updated_at, t.head, c.variants, t.state_version, t.version
              FROM touched t JOIN composed c ON c.tenant_id = t.tenant_id AND c.id = t.id
             WHERE t.state_version > 0
               AND (t.begun OR EXISTS (SELECT FROM read.products k WHERE k.tenant_id = t.tenant_id AND k.id = t.id))
               AND NOT EXISTS (
                   SELECT FROM read.catalog_deleted d
                    WHERE d.tenant_id = t.tenant_id AND d.aggregate = 'product' AND d.id = t.id AND d.locale = '')
            ON CONFLICT (tenant_id, id) DO UPDATE SET
                status = CASE WHEN p.state_version < excluded.state_version THEN excluded.status ELSE p.status END,
                vendor = CASE WHEN p.state_version < excluded.state_version THEN excluded.vendor ELSE p.vendor END,
                type = CASE WHEN p.state_version < excluded.state_version THEN excluded.type ELSE p.type END,
                tags = CASE WHEN p.state_version < excluded.state_version THEN excluded.tags ELSE p.tags END,
                category_id = CASE WHEN p.state_version < excluded.state_version THEN excluded.category_id ELSE p.category_id END,
                published_at = CASE WHEN p.state_version < excluded.state_version THEN excluded.published_at ELSE p.published_at END,
                head = CASE WHEN p.state_version < excluded.state_version THEN excluded.head ELSE p.head END,
                state_version = greatest(p.state_version, excluded.state_version),
                in_stock = excluded.in_stock, variants = excluded.variants,
                updated_at = CASE WHEN p.version < excluded.version THEN excluded.updated_at ELSE p.updated_at END,
                version = greatest(p.version, excluded.version)
        )
        UPDATE read.products p
           SET in_stock = c.in_stock, variants = c.variants,
               updated_at = CASE WHEN p.version < t.version THEN t.updated_at ELSE p.updated_at END, version = greatest(p.version, t.version)
          FROM touched t JOIN composed c ON c.tenant_id = t.tenant_id AND c.id = t.id
         WHERE t.state_version = 0 AND p.tenant_id = t.tenant_id AND p.id = t.id
        """;

    private const string UpsertTexts = """
        INSERT INTO read.product_texts AS d (tenant_id, product_id, locale, status, title, handle, description, seo_title, seo_description, updated_at,
            version, config, words, search)
        SELECT i.tenant_id, i.product_id, i.locale, p.status, i.title, i.handle, i.description, i.seo_title, i.seo_description, i.updated_at, i.version,
               i.config, w.words, w.words || read.product_words(p, i.config)
          FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::bigint[],
                  $11::text[], $12::text[])
              AS i(tenant_id, product_id, locale, title, handle, description, seo_title, seo_description, updated_at, version, config, plain)
          JOIN read.products p ON p.tenant_id = i.tenant_id AND p.id = i.product_id
         CROSS JOIN LATERAL (
               SELECT setweight(to_tsvector(i.config::regconfig, i.title), 'A') || setweight(to_tsvector(i.config::regconfig, i.plain), 'D') AS words) w
         WHERE NOT EXISTS (
                   SELECT FROM read.catalog_deleted x
                    WHERE x.tenant_id = i.tenant_id AND x.aggregate = 'product' AND x.id = i.product_id
                      AND (x.locale = '' OR (x.locale = i.locale AND x.version > i.version)))
        ON CONFLICT (tenant_id, product_id, locale) DO UPDATE SET
            status = excluded.status, title = excluded.title, handle = excluded.handle, description = excluded.description, seo_title = excluded.seo_title,
            seo_description = excluded.seo_description, updated_at = excluded.updated_at, version = excluded.version, config = excluded.config,
            words = excluded.words, search = excluded.search
         WHERE d.version < excluded.version
        """;

    private const string RewordTexts = """
        UPDATE read.product_texts d SET status = p.status, search = w.search
          FROM unnest($1::uuid[], $2::uuid[]) AS t(tenant_id, id)
          JOIN read.products p ON p.tenant_id = t.tenant_id AND p.id = t.id
          JOIN read.product_texts k ON k.tenant_id = p.tenant_id AND k.product_id = p.id
         CROSS JOIN LATERAL (SELECT k.words || read.product_words(p, k.config) AS search) w
         WHERE d.tenant_id = k.tenant_id AND d.product_id = k.product_id AND d.locale = k.locale
           AND (d.status <> p.status OR d.search <> w.search)
        """;

    private const string UpsertPrices = """
        WITH touched AS (SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS t(tenant_id, id)),
        ranges AS (
            SELECT p.tenant_id, p.id, p.status, x.currency, min(x.minor) AS low, max(x.minor) AS high
              FROM touched t
              JOIN read.products p ON p.tenant_id = t.tenant_id AND p.id = t.id
              JOIN read.product_variants v ON v.tenant_id = p.tenant_id AND v.product_id = p.id
             CROSS JOIN LATERAL json_to_recordset(v.prices::json) AS x(currency text, minor bigint, "priceListId" uuid)
             WHERE x."priceListId" IS NULL
             GROUP BY p.tenant_id, p.id, p.status, x.currency
        ), gone AS (
            DELETE FROM read.product_prices x USING touched t
             WHERE x.tenant_id = t.tenant_id AND x.product_id = t.id
               AND NOT EXISTS (SELECT FROM ranges r WHERE r.tenant_id = x.tenant_id AND r.id = x.product_id AND r.currency = x.currency)
        )
        INSERT INTO read.product_prices AS x (tenant_id, product_id, currency, status, min_minor, max_minor)
        SELECT r.tenant_id, r.id, r.currency, r.status, r.low, r.high FROM ranges r
        ON CONFLICT (tenant_id, product_id, currency) DO UPDATE SET status = excluded.status, min_minor = excluded.min_minor, max_minor = excluded.max_minor
         WHERE (x.status, x.min_minor, x.max_minor) IS DISTINCT FROM (excluded.status, excluded.min_minor, excluded.max_minor)
        """;

    private const string UpsertTags = """
        WITH touched AS (
            SELECT p.tenant_id, p.id, p.tags FROM unnest($1::uuid[], $2::uuid[]) AS t(tenant_id, id)
              JOIN read.products p ON p.tenant_id = t.tenant_id AND p.id = t.id
        ), gone AS (
            DELETE FROM read.product_tags x USING touched t WHERE x.tenant_id = t.tenant_id AND x.product_id = t.id AND x.tag <> ALL (t.tags)
        )
        INSERT INTO read.product_tags (tenant_id, tag, product_id)
        SELECT t.tenant_id, tag, t.id FROM touched t CROSS JOIN LATERAL unnest(t.tags) AS tag
        ON CONFLICT DO NOTHING
        """;

    private const string UpsertStock = """
        WITH composed AS (
            SELECT t.tenant_id, t.id, sum(s.on_hand - s.reserved) AS available,
                   '{' || string_agg('"' || s.variant_id || '":[' || s.on_hand || ',' || s.reserved || ']', ',' ORDER BY s.variant_id) || '}' AS document
              FROM unnest($1::uuid[], $2::uuid[]) AS t(tenant_id, id)
              JOIN read.variant_stock s ON s.tenant_id = t.tenant_id AND s.product_id = t.id
             GROUP BY t.tenant_id, t.id
        ), gone AS (
            DELETE FROM read.product_stock k USING unnest($1::uuid[], $2::uuid[]) AS t(tenant_id, id)
             WHERE k.tenant_id = t.tenant_id AND k.product_id = t.id
               AND NOT EXISTS (SELECT FROM composed c WHERE c.tenant_id = t.tenant_id AND c.id = t.id)
        )
        INSERT INTO read.product_stock AS k (tenant_id, product_id, available, document)
        SELECT c.tenant_id, c.id, c.available, c.document FROM composed c
        ON CONFLICT (tenant_id, product_id) DO UPDATE SET available = excluded.available, document = excluded.document
         WHERE k.document <> excluded.document
        """;

    /// <summary>The product's row is written only when its last piece went, or its first came.</summary>
    private const string FlipInStock = """
        UPDATE read.products p SET in_stock = c.in_stock
          FROM (SELECT t.tenant_id, t.id, coalesce(bool_or(v.unlimited OR s.on_hand > s.reserved), false) AS in_stock
                  FROM unnest($1::uuid[], $2::uuid[]) AS t(tenant_id, id)
                  LEFT JOIN read.product_variants v ON v.tenant_id = t.tenant_id AND v.product_id = t.id
                  LEFT JOIN read.variant_stock s ON s.tenant_id = v.tenant_id AND s.product_id = v.product_id AND s.variant_id = v.id
                 GROUP BY t.tenant_id, t.id) c
         WHERE p.tenant_id = c.tenant_id AND p.id = c.id AND p.in_stock <> c.in_stock
        """;

    public static void AddTo(IList<NpgsqlBatchCommand> commands, CatalogFacets facets)
    {
        var changed = facets.Touched.Where(t => t.Value.Version > 0).ToList();
        if (changed.Count > 0)
            commands.Add(Products(changed, facets));
        if (facets.Texts.Count > 0)
            commands.Add(Texts(facets.Texts));
        var reworded = facets.Reworded.Except(facets.Begun).ToList();
        if (reworded.Count > 0)
            commands.Add(Of(RewordTexts, reworded));
        var repriced = facets.Prices.Keys.Concat(facets.DeletedVariants).Select(k => (k.Tenant, k.Product)).Union(facets.Products.Keys).ToList();
        if (repriced.Count > 0)
            commands.Add(Of(UpsertPrices, repriced));
        if (facets.Products.Count > 0)
            commands.Add(Of(UpsertTags, [.. facets.Products.Keys]));
        var restocked = facets.Stock.Keys.Concat(facets.DeletedVariants).Select(k => (k.Tenant, k.Product)).Distinct().ToList();
        if (restocked.Count > 0)
            commands.Add(Of(UpsertStock, restocked));
        var flipped = restocked.Except(changed.Select(c => c.Key)).ToList();
        if (flipped.Count > 0)
            commands.Add(Of(FlipInStock, flipped));
    }

    private static NpgsqlBatchCommand Of(string sql, IReadOnlyCollection<(Guid Tenant, Guid Id)> products) =>
        new Columns<(Guid Tenant, Guid Id)>(sql, products).Id(p => p.Tenant).Id(p => p.Id).Command;

    private static NpgsqlBatchCommand Products(
        IReadOnlyCollection<KeyValuePair<(Guid Tenant, Guid Id), (long Version, DateTimeOffset At)>> changed, CatalogFacets facets)
    {
        ProductState? State((Guid, Guid) key) => facets.Products.TryGetValue(key, out var product) ? product.State : null;
        return new Columns<KeyValuePair<(Guid Tenant, Guid Id), (long Version, DateTimeOffset At)>>(UpsertProducts, changed)
            .Id(r => r.Key.Tenant)
            .Id(r => r.Key.Id)
            .Version(r => r.Value.Version)
            .Time(r => r.Value.At)
            .Flag(r => facets.Begun.Contains(r.Key))
            .OptionalText(r => State(r.Key) is { } s ? EnumText<ProductStatus>.Of(s.Status) : null)
            .OptionalText(r => State(r.Key)?.Vendor)
            .OptionalText(r => State(r.Key)?.Type)
            .OptionalText(r => State(r.Key) is { } s ? CommerceJson.Write(s.Tags) : null)
            .OptionalId(r => State(r.Key)?.CategoryId)
            .OptionalText(r => State(r.Key) is { } s ? CommerceJson.Write(new StoredHead(s.Options, s.Images)) : null)
            .OptionalTime(r => State(r.Key)?.PublishedAt)
            .OptionalTime(r => State(r.Key)?.CreatedAt)
            .Version(r => facets.Products.TryGetValue(r.Key, out var product) ? product.Version : 0)
            .Command;
    }

    private static NpgsqlBatchCommand Texts(Dictionary<(Guid Tenant, Guid Product, string Locale), (long Version, ProductTextState State)> texts) =>
        new Columns<KeyValuePair<(Guid Tenant, Guid Product, string Locale), (long Version, ProductTextState State)>>(UpsertTexts, texts)
            .Id(r => r.Key.Tenant)
            .Id(r => r.Key.Product)
            .Text(r => r.Key.Locale)
            .Text(r => r.Value.State.Title)
            .Text(r => r.Value.State.Handle)
            .Text(r => r.Value.State.Description)
            .OptionalText(r => r.Value.State.SeoTitle)
            .OptionalText(r => r.Value.State.SeoDescription)
            .Time(r => r.Value.State.UpdatedAt)
            .Version(r => r.Value.Version)
            .Text(r => SearchLanguage.ConfigurationOf(r.Key.Locale))
            .Text(r => SearchableText.From(BodyFormat.Html, r.Value.State.Description))
            .Command;
}
