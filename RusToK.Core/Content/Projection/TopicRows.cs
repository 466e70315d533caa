using System.Globalization;
using Npgsql;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Projection;

/// <summary>
/// <c>read.forum_topics</c>: counted anew from the rows of the replies, so neither order nor repetition of events matters.
/// </summary>
internal static class TopicRows
{
    /// <summary>Locks in all: a batch may speak of thousands of topics, and PostgreSQL keeps a bounded number of locks.</summary>
    private const int Locks = 64;

    /// <summary>ASCII "RusToKT": the first of the keys among this database's advisory locks.</summary>
    private const long FirstKey = 0x0052757354_6F4B54 << 8;

    // Replies of one topic are applied by several workers at once, and none sees what the other has not committed. Who counts
    // waits for who has counted, and counts in a statement of its own, which sees what was committed meanwhile.
    private static readonly string LockSql = $"""
        SELECT pg_advisory_xact_lock(k.key) FROM (
            SELECT DISTINCT {FirstKey.ToString(CultureInfo.InvariantCulture)} + (hashtextextended(w.id::text, 0) & {(Locks - 1).ToString(CultureInfo.InvariantCulture)}) AS key
              FROM unnest($1::uuid[], $2::uuid[]) AS w(tenant_id, id) ORDER BY key) k
        """;

    private const string CountSql = """
        WITH wanted AS (SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS w(tenant_id, id)),
        gone AS (
            DELETE FROM read.forum_topics t USING wanted w
             WHERE t.tenant_id = w.tenant_id AND t.node_id = w.id
               AND NOT EXISTS (SELECT FROM read.content_nodes n WHERE n.tenant_id = w.tenant_id AND n.id = w.id)
        )
        INSERT INTO read.forum_topics AS t (tenant_id, node_id, category_id, status, reply_count, last_activity_at)
        SELECT n.tenant_id, n.id, n.category_id, n.status, r.replies, greatest(n.listed_at, r.last)
          FROM wanted w
          JOIN read.content_nodes n ON n.tenant_id = w.tenant_id AND n.id = w.id AND n.kind = 'forum_topic'
         CROSS JOIN LATERAL (
            SELECT count(*)::integer AS replies, max(x.listed_at) AS last FROM read.content_nodes x
             WHERE x.tenant_id = n.tenant_id AND x.parent_id = n.id AND x.kind = 'forum_reply' AND x.status = 'published') r
        ON CONFLICT (tenant_id, node_id) DO UPDATE SET
            category_id = excluded.category_id, status = excluded.status, reply_count = excluded.reply_count,
            last_activity_at = excluded.last_activity_at
         WHERE (t.category_id, t.status, t.reply_count, t.last_activity_at)
            IS DISTINCT FROM (excluded.category_id, excluded.status, excluded.reply_count, excluded.last_activity_at)
        """;

    public static NpgsqlBatchCommand Lock(HashSet<(Guid Tenant, Guid Id)> topics) =>
        new Columns<(Guid Tenant, Guid Id)>(LockSql, topics).Id(t => t.Tenant).Id(t => t.Id).Command;

    public static NpgsqlBatchCommand Count(HashSet<(Guid Tenant, Guid Id)> topics) =>
        new Columns<(Guid Tenant, Guid Id)>(CountSql, topics).Id(t => t.Tenant).Id(t => t.Id).Command;
}
