using System.Text.Json;
using Npgsql;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Forum;
using RusToK.Core.Content.Text;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Projection;

/// <summary><c>read.categories</c> and <c>read.category_names</c>.</summary>
internal static class CategoryRows
{
    private const string Upsert = """
        WITH incoming AS (
            SELECT i.* FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::bigint[], $9::text[])
                AS i(tenant_id, id, parent_id, position, names, created_at, updated_at, version, forum_moderation)
             WHERE NOT EXISTS (
                   SELECT FROM read.content_deleted d
                    WHERE d.tenant_id = i.tenant_id AND d.aggregate = 'category' AND d.id = i.id AND d.locale = '')
        ), applied AS (
            INSERT INTO read.categories AS c (tenant_id, id, parent_id, position, created_at, updated_at, version, forum_moderation)
            SELECT tenant_id, id, parent_id, position, created_at, updated_at, version, forum_moderation FROM incoming
            ON CONFLICT (tenant_id, id) DO UPDATE SET
                parent_id = excluded.parent_id, position = excluded.position, created_at = excluded.created_at,
                updated_at = excluded.updated_at, version = excluded.version, forum_moderation = excluded.forum_moderation
             WHERE c.version < excluded.version
            RETURNING c.tenant_id, c.id
        ), names AS (
            SELECT i.tenant_id, i.id, n.locale, n.name, n.slug, n.description
              FROM applied a JOIN incoming i ON i.tenant_id = a.tenant_id AND i.id = a.id
             CROSS JOIN LATERAL json_to_recordset(i.names::json) AS n(locale text, name text, slug text, description text)
        ), gone AS (
            DELETE FROM read.category_names x USING applied a
             WHERE x.tenant_id = a.tenant_id AND x.category_id = a.id
               AND NOT EXISTS (SELECT FROM names n WHERE n.tenant_id = x.tenant_id AND n.id = x.category_id AND n.locale = x.locale)
        )
        INSERT INTO read.category_names (tenant_id, category_id, locale, name, slug, description)
        SELECT tenant_id, id, locale, name, slug, description FROM names
        ON CONFLICT (tenant_id, category_id, locale) DO UPDATE SET name = excluded.name, slug = excluded.slug, description = excluded.description
        """;

    public static NpgsqlBatchCommand Write(Dictionary<(Guid Tenant, Guid Id), (long Version, CategoryState State)> categories) =>
        new Columns<KeyValuePair<(Guid Tenant, Guid Id), (long Version, CategoryState State)>>(Upsert, categories)
            .Id(r => r.Key.Tenant)
            .Id(r => r.Key.Id)
            .OptionalId(r => r.Value.State.ParentId)
            .Number(r => r.Value.State.Position)
            .Text(r => JsonSerializer.Serialize(r.Value.State.Translations, JsonSerializerOptions.Web))
            .Time(r => r.Value.State.CreatedAt)
            .Time(r => r.Value.State.UpdatedAt)
            .Version(r => r.Value.Version)
            .OptionalText(r => r.Value.State.ForumModeration is { } moderation ? EnumText<Moderation>.Of(moderation) : null)
            .Command;
}
