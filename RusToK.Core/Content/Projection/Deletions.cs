using Npgsql;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Projection;

/// <summary>What was deleted is remembered first, so that nothing older is written, and then removed.</summary>
internal static class Deletions
{
    private const string Upsert = """
        INSERT INTO read.content_deleted AS d (tenant_id, aggregate, id, locale, version)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::bigint[])
        ON CONFLICT (tenant_id, aggregate, id, locale) DO UPDATE SET version = excluded.version WHERE d.version < excluded.version
        """;

    private const string RemoveNodes = """
        WITH gone AS (SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS g(tenant_id, id)),
        tags AS (DELETE FROM read.content_node_tags t USING gone g WHERE t.tenant_id = g.tenant_id AND t.node_id = g.id),
        documents AS (DELETE FROM read.content_documents d USING gone g WHERE d.tenant_id = g.tenant_id AND d.node_id = g.id)
        DELETE FROM read.content_nodes n USING gone g WHERE n.tenant_id = g.tenant_id AND n.id = g.id
        """;

    private const string RemoveDocuments = """
        DELETE FROM read.content_documents d USING unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[]) AS g(tenant_id, id, locale, version)
         WHERE d.tenant_id = g.tenant_id AND d.node_id = g.id AND d.locale = g.locale AND d.version < g.version
        """;

    private const string RemoveCategories = """
        WITH gone AS (SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS g(tenant_id, id)),
        names AS (DELETE FROM read.category_names n USING gone g WHERE n.tenant_id = g.tenant_id AND n.category_id = g.id)
        DELETE FROM read.categories c USING gone g WHERE c.tenant_id = g.tenant_id AND c.id = g.id
        """;

    private const string RemoveMenus = """
        DELETE FROM read.menus m USING unnest($1::uuid[], $2::uuid[]) AS g(tenant_id, id) WHERE m.tenant_id = g.tenant_id AND m.id = g.id
        """;

    public static NpgsqlBatchCommand Write(Dictionary<(Guid Tenant, string Aggregate, Guid Id, string Locale), long> deleted) =>
        new Columns<KeyValuePair<(Guid Tenant, string Aggregate, Guid Id, string Locale), long>>(Upsert, deleted)
            .Id(r => r.Key.Tenant).Text(r => r.Key.Aggregate).Id(r => r.Key.Id).Text(r => r.Key.Locale).Version(r => r.Value)
            .Command;

    public static IEnumerable<NpgsqlBatchCommand> Remove(Dictionary<(Guid Tenant, string Aggregate, Guid Id, string Locale), long> deleted)
    {
        foreach (var group in deleted.GroupBy(d => (d.Key.Aggregate, Whole: d.Key.Locale.Length == 0)))
        {
            var rows = group.ToList();
            yield return group.Key switch
            {
                (ContentSchema.NodeAggregate, true) => Ids(RemoveNodes, rows).Command,
                (ContentSchema.NodeAggregate, false) => Ids(RemoveDocuments, rows).Text(r => r.Key.Locale).Version(r => r.Value).Command,
                (ContentSchema.MenuAggregate, _) => Ids(RemoveMenus, rows).Command,
                _ => Ids(RemoveCategories, rows).Command,
            };
        }
    }

    private static Columns<KeyValuePair<(Guid Tenant, string Aggregate, Guid Id, string Locale), long>> Ids(
        string sql, List<KeyValuePair<(Guid Tenant, string Aggregate, Guid Id, string Locale), long>> rows) =>
        new Columns<KeyValuePair<(Guid Tenant, string Aggregate, Guid Id, string Locale), long>>(sql, rows).Id(r => r.Key.Tenant).Id(r => r.Key.Id);
}
