using Npgsql;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Projection;

/// <summary><c>read.product_categories</c> and <c>read.product_category_names</c>.</summary>
internal static class ProductCategoryRows
{
    private const string Upsert = """
        WITH incoming AS (
            SELECT i.* FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::bigint[])
                AS i(tenant_id, id, parent_id, position, names, created_at, updated_at, version)
             WHERE NOT EXISTS (
                   SELECT FROM read.catalog_deleted d
                    WHERE d.tenant_id = i.tenant_id AND d.aggregate = 'product_category' AND d.id = i.id AND d.locale = '')
        ), applied AS (
            INSERT INTO read.product_categories AS c (tenant_id, id, parent_id, position, created_at, updated_at, version)
            SELECT tenant_id, id, parent_id, position, created_at, updated_at, version FROM incoming
            ON CONFLICT (tenant_id, id) DO UPDATE SET
                parent_id = excluded.parent_id, position = excluded.position, updated_at = excluded.updated_at, version = excluded.version
             WHERE c.version < excluded.version
            RETURNING c.tenant_id, c.id
        ), names AS (
            SELECT i.tenant_id, i.id, n.locale, n.name, n.slug, n.description
              FROM applied a JOIN incoming i ON i.tenant_id = a.tenant_id AND i.id = a.id
             CROSS JOIN LATERAL json_to_recordset(i.names::json) AS n(locale text, name text, slug text, description text)
        ), gone AS (
            DELETE FROM read.product_category_names x USING applied a
             WHERE x.tenant_id = a.tenant_id AND x.category_id = a.id
               AND NOT EXISTS (SELECT FROM names n WHERE n.tenant_id = x.tenant_id AND n.id = x.category_id AND n.locale = x.locale)
        )
        INSERT INTO read.product_category_names (tenant_id, category_id, locale, name, slug, description)
        SELECT tenant_id, id, locale, name, slug, description FROM names
        ON CONFLICT (tenant_id, category_id, locale) DO UPDATE SET name = excluded.name, slug = excluded.slug, description = excluded.description
        """;

    public static NpgsqlBatchCommand Write(Dictionary<(Guid Tenant, Guid Id), (long Version, ProductCategoryState State)> categories) =>
        new Columns<KeyValuePair<(Guid Tenant, Guid Id), (long Version, ProductCategoryState State)>>(Upsert, categories)
            .Id(r => r.Key.Tenant)
            .Id(r => r.Key.Id)
            .OptionalId(r => r.Value.State.ParentId)
            .Number(r => r.Value.State.Position)
            .Text(r => CommerceJson.Write(r.Value.State.Translations))
            .Time(r => r.Value.State.CreatedAt)
            .Time(r => r.Value.State.UpdatedAt)
            .Version(r => r.Value.Version)
            .Command;
}
