using System.Text.Json;
using Npgsql;
using RusToK.Core.Content.Events;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Projection;

/// <summary><c>read.tags</c> and <c>read.tag_names</c>.</summary>
internal static class TagRows
{
    private const string Upsert = """
        WITH incoming AS (
            SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::bigint[]) AS i(tenant_id, id, names, created_at, version)
        ), applied AS (
            INSERT INTO read.tags AS t (tenant_id, id, created_at, version)
            SELECT tenant_id, id, created_at, version FROM incoming
            ON CONFLICT (tenant_id, id) DO UPDATE SET created_at = excluded.created_at, version = excluded.version
             WHERE t.version < excluded.version
            RETURNING t.tenant_id, t.id
        )
        INSERT INTO read.tag_names (tenant_id, tag_id, locale, name, slug)
        SELECT i.tenant_id, i.id, n.locale, n.name, n.slug
          FROM applied a JOIN incoming i ON i.tenant_id = a.tenant_id AND i.id = a.id
         CROSS JOIN LATERAL json_to_recordset(i.names::json) AS n(locale text, name text, slug text)
        ON CONFLICT (tenant_id, tag_id, locale) DO UPDATE SET name = excluded.name, slug = excluded.slug
        """;

    public static NpgsqlBatchCommand Write(Dictionary<(Guid Tenant, Guid Id), (long Version, TagCreated State)> tags) =>
        new Columns<KeyValuePair<(Guid Tenant, Guid Id), (long Version, TagCreated State)>>(Upsert, tags)
            .Id(r => r.Key.Tenant)
            .Id(r => r.Key.Id)
            .Text(r => JsonSerializer.Serialize(r.Value.State.Translations, JsonSerializerOptions.Web))
            .Time(r => r.Value.State.CreatedAt)
            .Version(r => r.Value.Version)
            .Command;
}
