using Npgsql;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Text;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Projection;

/// <summary><c>read.content_documents</c>.</summary>
internal static class DocumentRows
{
    private const string Upsert = """
        INSERT INTO read.content_documents AS d (tenant_id, node_id, locale, title, slug, excerpt, body_format, body, plain,
            updated_at, version, blocks, search)
        SELECT i.tenant_id, i.node_id, i.locale, i.title, i.slug, i.excerpt, i.body_format, i.body, i.plain, i.updated_at, i.version, i.blocks::jsonb,
               setweight(to_tsvector(i.config::regconfig, i.title), 'A')
                   || setweight(to_tsvector(i.config::regconfig, coalesce(i.excerpt, '')), 'B')
                   || setweight(to_tsvector(i.config::regconfig, i.plain), 'C')
          FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                  $10::timestamptz[], $11::bigint[], $12::text[], $13::text[])
              AS i(tenant_id, node_id, locale, title, slug, excerpt, body_format, body, plain, updated_at, version, config, blocks)
         WHERE NOT EXISTS (
                   SELECT FROM read.content_deleted x
                    WHERE x.tenant_id = i.tenant_id AND x.aggregate = 'node' AND x.id = i.node_id
                      AND (x.locale = '' OR (x.locale = i.locale AND x.version > i.version)))
        ON CONFLICT (tenant_id, node_id, locale) DO UPDATE SET
            title = excluded.title, slug = excluded.slug, excerpt = excluded.excerpt, body_format = excluded.body_format,
            body = excluded.body, plain = excluded.plain, updated_at = excluded.updated_at, version = excluded.version,
            blocks = excluded.blocks, search = excluded.search
         WHERE d.version < excluded.version
        """;

    public static NpgsqlBatchCommand Write(Dictionary<(Guid Tenant, Guid Node, string Locale), (long Version, NodeTextState State)> texts) =>
        new Columns<KeyValuePair<(Guid Tenant, Guid Node, string Locale), (long Version, NodeTextState State)>>(Upsert, texts)
            .Id(r => r.Key.Tenant)
            .Id(r => r.Key.Node)
            .Text(r => r.Key.Locale)
            .Text(r => r.Value.State.Title)
            .Text(r => r.Value.State.Slug)
            .OptionalText(r => r.Value.State.Excerpt)
            .Text(r => EnumText<BodyFormat>.Of(r.Value.State.BodyFormat))
            .Text(r => r.Value.State.Body)
            .Text(r => SearchableText.From(r.Value.State.BodyFormat, r.Value.State.Body, r.Value.State.Blocks))
            .Time(r => r.Value.State.UpdatedAt)
            .Version(r => r.Value.Version)
            .Text(r => SearchLanguage.ConfigurationOf(r.Key.Locale))
            .OptionalText(r => r.Value.State.Blocks is { } blocks ? ContentJson.Write(blocks) : null)
            .Command;
}
