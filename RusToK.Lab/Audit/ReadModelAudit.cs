using Npgsql;

namespace RusToK.Lab.Audit;

/// <summary>
/// Whether the read models hold exactly what the truth holds, and whether each version was written to them once. The projection leaves rows
/// alone that are as new, so an event that is applied twice changes nothing to be seen; but every attempt to write a row is an INSERT, and
/// PostgreSQL runs BEFORE triggers of an INSERT whether it conflicts or not. What they note down shares the fate of the transaction.
/// </summary>
/// <param name="database">As its superuser.</param>
internal sealed class ReadModelAudit(NpgsqlDataSource database)
{
    private const string Triggers = """
        CREATE SCHEMA IF NOT EXISTS audit;
        CREATE TABLE audit.writes (
            no bigserial PRIMARY KEY, relation text NOT NULL, id uuid NOT NULL, locale text NOT NULL, version bigint NOT NULL,
            xid xid8 NOT NULL DEFAULT pg_current_xact_id());
        CREATE FUNCTION audit.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
            IF TG_TABLE_NAME = 'content_documents' THEN
                INSERT INTO audit.writes (relation, id, locale, version) VALUES (TG_TABLE_NAME, NEW.node_id, NEW.locale, NEW.version);
            ELSIF TG_TABLE_NAME = 'content_deleted' THEN
                INSERT INTO audit.writes (relation, id, locale, version) VALUES (TG_TABLE_NAME, NEW.id, NEW.locale, NEW.version);
            ELSE
                INSERT INTO audit.writes (relation, id, locale, version) VALUES (TG_TABLE_NAME, NEW.id, '', NEW.version);
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER audit BEFORE INSERT ON read.content_nodes FOR EACH ROW EXECUTE FUNCTION audit.note();
        CREATE TRIGGER audit BEFORE INSERT ON read.content_documents FOR EACH ROW EXECUTE FUNCTION audit.note();
        CREATE TRIGGER audit BEFORE INSERT ON read.content_deleted FOR EACH ROW EXECUTE FUNCTION audit.note();
        CREATE TRIGGER audit BEFORE INSERT ON read.categories FOR EACH ROW EXECUTE FUNCTION audit.note();
        CREATE TRIGGER audit BEFORE INSERT ON read.tags FOR EACH ROW EXECUTE FUNCTION audit.note();
        """;

    /// <summary>Truth and read model of each table, column by column. A translation raises a node's version alone.</summary>
    private static readonly (string Truth, string Read)[] Pairs =
    [
        ("""
            SELECT n.tenant_id, n.id, n.kind, n.status, n.parent_id, n.depth, n.author_id, n.category_id,
                   ARRAY(SELECT t.tag_id FROM content.node_tags t WHERE t.tenant_id = n.tenant_id AND t.node_id = n.id ORDER BY t.tag_id) AS tags,
                   n.position, n.metadata, n.archive_reason, n.published_at, coalesce(n.published_at, n.created_at), n.created_at, n.updated_at, l.version, n.version
              FROM content.nodes n
              JOIN (SELECT aggregate_id, max(aggregate_version) AS version FROM events.log
                     WHERE aggregate_type = 'node' AND type <> 'node.translation_updated' GROUP BY aggregate_id) l ON l.aggregate_id = n.id
         """, """
            SELECT tenant_id, id, kind, status, parent_id, depth, author_id, category_id, ARRAY(SELECT unnest(tag_ids) ORDER BY 1),
                   position, metadata, archive_reason, published_at, listed_at, created_at, updated_at, state_version, version
              FROM read.content_nodes
         """),
        ("SELECT tenant_id, node_id, locale, title, slug, excerpt, body_format, body, updated_at FROM content.node_translations",
            "SELECT tenant_id, node_id, locale, title, slug, excerpt, body_format, body, updated_at FROM read.content_documents"),
        ("SELECT tenant_id, tag_id, node_id FROM content.node_tags", "SELECT tenant_id, tag_id, node_id FROM read.content_node_tags"),
        ("SELECT tenant_id, id, parent_id, position, created_at, updated_at, version FROM content.categories",
            "SELECT tenant_id, id, parent_id, position, created_at, updated_at, version FROM read.categories"),
        ("SELECT tenant_id, category_id, locale, name, slug, description FROM content.category_translations",
            "SELECT tenant_id, category_id, locale, name, slug, description FROM read.category_names"),
        ("SELECT tenant_id, id, created_at, version FROM content.tags", "SELECT tenant_id, id, created_at, version FROM read.tags"),
        ("SELECT tenant_id, tag_id, locale, name, slug FROM content.tag_translations", "SELECT tenant_id, tag_id, locale, name, slug FROM read.tag_names"),
        ("SELECT tenant_id, id, status, vendor, type, tags, category_id, updated_at, version FROM commerce.products",
            "SELECT tenant_id, id, status, vendor, type, tags, category_id, updated_at, version FROM read.products"),
        ("SELECT tenant_id, variant_id, on_hand, reserved, is_low FROM commerce.variant_stock WHERE on_hand <> 0 OR reserved <> 0",
            "SELECT tenant_id, variant_id, on_hand, reserved, is_low FROM read.variant_stock WHERE on_hand <> 0 OR reserved <> 0"),
        ("SELECT tenant_id, id, number, status, total, version FROM commerce.orders", "SELECT tenant_id, id, number, status, total, version FROM read.orders"),
    ];

    private static readonly string Missing = Count(Pairs.Select(p => $"({p.Truth}) EXCEPT ALL ({p.Read})"));

    private static readonly string Alien = Count(Pairs.Select(p => $"({p.Read}) EXCEPT ALL ({p.Truth})"));

    /// <summary>Writes of a row that had this version, or a newer one, already.</summary>
    private const string Repeated = """
        SELECT count(*) FROM (
            SELECT version, max(version) OVER (PARTITION BY relation, id, locale ORDER BY no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS newest
              FROM audit.writes) w
         WHERE version <= newest
        """;

    /// <summary>Aggregates whose events are not their versions from 1 to the one the truth has (or to the deletion), each once.</summary>
    private const string Torn = """
        SELECT count(*) FROM
            (SELECT aggregate_id AS id, count(*) AS events, count(DISTINCT aggregate_version) AS versions, max(aggregate_version) AS newest,
                    bool_or(type = 'node.deleted') AS deleted
               FROM events.log WHERE aggregate_type = 'node' GROUP BY aggregate_id) l
            FULL JOIN content.nodes n USING (id)
         WHERE (l.events, l.versions) IS DISTINCT FROM (l.newest, l.newest)
            OR CASE WHEN l.deleted THEN n.version IS NOT NULL ELSE n.version IS DISTINCT FROM l.newest END
        """;

    /// <summary>Has every write to the read models noted down from now on, once for a database.</summary>
    public static async Task<ReadModelAudit> InstallAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Triggers);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new ReadModelAudit(database);
    }

    /// <summary>Rows of the truth that the read models lack or have otherwise.</summary>
    public Task<long> MissingAsync(CancellationToken cancellationToken) => CountAsync(Missing, cancellationToken);

    /// <summary>Rows of the read models that the truth does not have.</summary>
    public Task<long> AlienAsync(CancellationToken cancellationToken) => CountAsync(Alien, cancellationToken);

    /// <summary>Effects that were applied more than once.</summary>
    public Task<long> RepeatedAsync(CancellationToken cancellationToken) => CountAsync(Repeated, cancellationToken);

    /// <summary>Nodes whose events and truth do not belong together.</summary>
    public Task<long> TornAsync(CancellationToken cancellationToken) => CountAsync(Torn, cancellationToken);

    /// <summary>All of them.</summary>
    public async Task<AuditCounts> CountAsync(CancellationToken cancellationToken) => new(
        await MissingAsync(cancellationToken), await AlienAsync(cancellationToken), await RepeatedAsync(cancellationToken), await TornAsync(cancellationToken));

    private async Task<long> CountAsync(string query, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static string Count(IEnumerable<string> queries) =>
        $"SELECT ({string.Join(" + ", queries.Select(q => $"(SELECT count(*) FROM ({q}) AS rows)"))})::bigint";
}
