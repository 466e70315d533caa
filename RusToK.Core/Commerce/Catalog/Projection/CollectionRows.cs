using Npgsql;
using RusToK.Core.Commerce.Catalog.Collections;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Content.Text;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Projection;

/// <summary><c>read.collections</c> with its texts, rules, and the places of manual ones.</summary>
internal static class CollectionRows
{
    private const string Upsert = """
        WITH incoming AS (
            SELECT i.* FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bool[], $5::text[], $6::bool[], $7::text[], $8::text[], $9::timestamptz[],
                    $10::timestamptz[], $11::bigint[])
                AS i(tenant_id, id, kind, match_all, rules, uses_stock, rule_rows, texts, created_at, updated_at, version)
             WHERE NOT EXISTS (
                   SELECT FROM read.catalog_deleted d
                    WHERE d.tenant_id = i.tenant_id AND d.aggregate = 'collection' AND d.id = i.id AND d.locale = '')
        ), applied AS (
            INSERT INTO read.collections AS c (tenant_id, id, kind, match_all, rules, uses_stock, created_at, updated_at, state_version, version)
            SELECT tenant_id, id, kind, match_all, rules, uses_stock, created_at, updated_at, version, version FROM incoming
            ON CONFLICT (tenant_id, id) DO UPDATE SET
                match_all = excluded.match_all, rules = excluded.rules, uses_stock = excluded.uses_stock, state_version = excluded.state_version
             WHERE c.state_version < excluded.state_version
            RETURNING c.tenant_id, c.id
        ), texts AS (
            SELECT i.tenant_id, i.id, x.locale, x.name, x.slug, x.description
              FROM applied a JOIN incoming i ON i.tenant_id = a.tenant_id AND i.id = a.id
             CROSS JOIN LATERAL json_to_recordset(i.texts::json) AS x(locale text, name text, slug text, description text)
        ), rules AS (
            SELECT i.tenant_id, i.id, x.n, x.field, x.relation, x.value, x.currency, x.number
              FROM applied a JOIN incoming i ON i.tenant_id = a.tenant_id AND i.id = a.id
             CROSS JOIN LATERAL json_to_recordset(i.rule_rows::json)
                   AS x(n int, field text, relation text, value text, currency text, number bigint)
        ), gone_texts AS (
            DELETE FROM read.collection_texts x USING applied a
             WHERE x.tenant_id = a.tenant_id AND x.collection_id = a.id
               AND NOT EXISTS (SELECT FROM texts t WHERE t.tenant_id = x.tenant_id AND t.id = x.collection_id AND t.locale = x.locale)
        ), gone_rules AS (
            DELETE FROM read.collection_rules x USING applied a
             WHERE x.tenant_id = a.tenant_id AND x.collection_id = a.id
               AND NOT EXISTS (SELECT FROM rules r WHERE r.tenant_id = x.tenant_id AND r.id = x.collection_id AND r.n = x.n)
        ), written_rules AS (
            INSERT INTO read.collection_rules (tenant_id, collection_id, n, field, relation, value, currency, number)
            SELECT tenant_id, id, n, field, relation, value, currency, number FROM rules
            ON CONFLICT (tenant_id, collection_id, n) DO UPDATE SET
                field = excluded.field, relation = excluded.relation, value = excluded.value, currency = excluded.currency, number = excluded.number
        )
        INSERT INTO read.collection_texts (tenant_id, collection_id, locale, title, handle, description)
        SELECT tenant_id, id, locale, name, slug, description FROM texts
        ON CONFLICT (tenant_id, collection_id, locale) DO UPDATE SET title = excluded.title, handle = excluded.handle, description = excluded.description
        """;

    private const string UpsertPlaces = """
        INSERT INTO read.collection_products AS m (tenant_id, collection_id, product_id, position, is_member, version)
        SELECT i.* FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::bool[], $6::bigint[])
            AS i(tenant_id, collection_id, product_id, position, is_member, version)
         WHERE NOT EXISTS (
               SELECT FROM read.catalog_deleted d
                WHERE d.tenant_id = i.tenant_id AND d.locale = '' AND (d.aggregate, d.id) IN (('product', i.product_id), ('collection', i.collection_id)))
        ON CONFLICT (tenant_id, collection_id, product_id) DO UPDATE SET
            position = excluded.position, is_member = excluded.is_member, version = excluded.version
         WHERE m.version < excluded.version
        """;

    private const string RaiseVersions = """
        UPDATE read.collections c SET version = i.version, updated_at = i.updated_at
          FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::timestamptz[]) AS i(tenant_id, id, version, updated_at)
         WHERE c.tenant_id = i.tenant_id AND c.id = i.id AND c.version < i.version
        """;

    public static void AddTo(IList<NpgsqlBatchCommand> commands, CatalogFacets facets)
    {
        if (facets.Collections.Count > 0)
            commands.Add(Collections(facets.Collections));
        if (facets.Places.Count > 0)
            commands.Add(new Columns<KeyValuePair<(Guid Tenant, Guid Collection, Guid Product), (long Version, long? State)>>(UpsertPlaces, facets.Places)
                .Id(r => r.Key.Tenant).Id(r => r.Key.Collection).Id(r => r.Key.Product)
                .Version(r => r.Value.State ?? 0).Flag(r => r.Value.State is not null).Version(r => r.Value.Version)
                .Command);
        if (facets.CollectionVersions.Count > 0)
            commands.Add(new Columns<KeyValuePair<(Guid Tenant, Guid Id), (long Version, DateTimeOffset At)>>(RaiseVersions, facets.CollectionVersions)
                .Id(r => r.Key.Tenant).Id(r => r.Key.Id).Version(r => r.Value.Version).Time(r => r.Value.At)
                .Command);
    }

    private static NpgsqlBatchCommand Collections(Dictionary<(Guid Tenant, Guid Id), (long Version, CollectionState State)> collections) =>
        new Columns<KeyValuePair<(Guid Tenant, Guid Id), (long Version, CollectionState State)>>(Upsert, collections)
            .Id(r => r.Key.Tenant)
            .Id(r => r.Key.Id)
            .Text(r => EnumText<CollectionKind>.Of(r.Value.State.Kind))
            .Flag(r => r.Value.State.MatchAll)
            .Text(r => CommerceJson.Write(r.Value.State.Rules))
            .Flag(r => r.Value.State.Rules.Any(rule => rule.Field == RuleField.Stock))
            .Text(r => CommerceJson.Write(r.Value.State.Rules.Select((rule, n) => new
            {
                n,
                rule.Field,
                rule.Relation,
                rule.Value,
                rule.Currency,
                Number = CollectionRules.NumberOf(rule),
            })))
            .Text(r => CommerceJson.Write(r.Value.State.Translations))
            .Time(r => r.Value.State.CreatedAt)
            .Time(r => r.Value.State.UpdatedAt)
            .Version(r => r.Value.Version)
            .Command;
}
