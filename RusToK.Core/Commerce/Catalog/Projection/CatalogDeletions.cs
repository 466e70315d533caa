using Npgsql;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Projection;

/// <summary>What was deleted is remembered first, so that nothing older is written, and then removed.</summary>
internal static class CatalogDeletions
{
    private const string Upsert = """
        INSERT INTO read.catalog_deleted AS d (tenant_id, aggregate, id, locale, version)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::bigint[])
        ON CONFLICT (tenant_id, aggregate, id, locale) DO UPDATE SET version = excluded.version WHERE d.version < excluded.version
        """;

    private const string Products = """
        WITH gone AS (SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS g(tenant_id, id)),
        texts AS (DELETE FROM read.product_texts x USING gone g WHERE x.tenant_id = g.tenant_id AND x.product_id = g.id),
        variants AS (DELETE FROM read.product_variants x USING gone g WHERE x.tenant_id = g.tenant_id AND x.product_id = g.id),
        prices AS (DELETE FROM read.product_prices x USING gone g WHERE x.tenant_id = g.tenant_id AND x.product_id = g.id),
        tags AS (DELETE FROM read.product_tags x USING gone g WHERE x.tenant_id = g.tenant_id AND x.product_id = g.id),
        levels AS (DELETE FROM read.variant_stock x USING gone g WHERE x.tenant_id = g.tenant_id AND x.product_id = g.id),
        stock AS (DELETE FROM read.product_stock x USING gone g WHERE x.tenant_id = g.tenant_id AND x.product_id = g.id),
        members AS (DELETE FROM read.collection_products x USING gone g WHERE x.tenant_id = g.tenant_id AND x.product_id = g.id)
        DELETE FROM read.products p USING gone g WHERE p.tenant_id = g.tenant_id AND p.id = g.id
        """;

    private const string Translations = """
        DELETE FROM read.product_texts d USING unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[]) AS g(tenant_id, id, locale, version)
         WHERE d.tenant_id = g.tenant_id AND d.product_id = g.id AND d.locale = g.locale AND d.version < g.version
        """;

    private const string Collections = """
        WITH gone AS (SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS g(tenant_id, id)),
        texts AS (DELETE FROM read.collection_texts x USING gone g WHERE x.tenant_id = g.tenant_id AND x.collection_id = g.id),
        rules AS (DELETE FROM read.collection_rules x USING gone g WHERE x.tenant_id = g.tenant_id AND x.collection_id = g.id),
        members AS (DELETE FROM read.collection_products x USING gone g WHERE x.tenant_id = g.tenant_id AND x.collection_id = g.id)
        DELETE FROM read.collections c USING gone g WHERE c.tenant_id = g.tenant_id AND c.id = g.id
        """;

    private const string Categories = """
        WITH gone AS (SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS g(tenant_id, id)),
        names AS (DELETE FROM read.product_category_names x USING gone g WHERE x.tenant_id = g.tenant_id AND x.category_id = g.id)
        DELETE FROM read.product_categories c USING gone g WHERE c.tenant_id = g.tenant_id AND c.id = g.id
        """;

    private const string PriceLists =
        "DELETE FROM read.price_lists l USING unnest($1::uuid[], $2::uuid[]) AS g(tenant_id, id) WHERE l.tenant_id = g.tenant_id AND l.id = g.id";

    public static NpgsqlBatchCommand Write(Dictionary<(Guid Tenant, string Aggregate, Guid Id, string Locale), long> deleted) =>
        new Columns<KeyValuePair<(Guid Tenant, string Aggregate, Guid Id, string Locale), long>>(Upsert, deleted)
            .Id(r => r.Key.Tenant).Text(r => r.Key.Aggregate).Id(r => r.Key.Id).Text(r => r.Key.Locale).Version(r => r.Value)
            .Command;

    public static void Remove(IList<NpgsqlBatchCommand> commands, CatalogFacets facets)
    {
        foreach (var group in facets.Deleted.GroupBy(d => (d.Key.Aggregate, Whole: d.Key.Locale.Length == 0)))
        {
            var rows = group.ToList();
            var sql = group.Key switch
            {
                (CommerceSchema.ProductAggregate, true) => Products,
                (CommerceSchema.ProductAggregate, false) => Translations,
                (CommerceSchema.CollectionAggregate, _) => Collections,
                (CommerceSchema.ProductCategoryAggregate, _) => Categories,
                (CommerceSchema.PriceListAggregate, _) => PriceLists,
                // Variants went before their product was put together.
                _ => null,
            };
            if (sql is null)
                continue;
            var columns = new Columns<KeyValuePair<(Guid Tenant, string Aggregate, Guid Id, string Locale), long>>(sql, rows)
                .Id(r => r.Key.Tenant).Id(r => r.Key.Id);
            commands.Add(sql == Translations ? columns.Text(r => r.Key.Locale).Version(r => r.Value).Command : columns.Command);
        }
    }
}
