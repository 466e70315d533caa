using Npgsql;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Text;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Projection;

/// <summary><c>read.content_nodes</c> and <c>read.content_node_tags</c>.</summary>
internal static class NodeRows
{
    private const string Upsert = """
        WITH incoming AS (
            SELECT i.* FROM unnest($1::uuid[], $2::uuid[], $3::bool[], $4::text[], $5::text[], $6::uuid[], $7::int[], $8::uuid[], $9::uuid[],
                    $10::text[], $11::int[], $12::text[], $13::text[], $14::timestamptz[], $15::timestamptz[], $16::timestamptz[], $17::bigint[],
                    $18::timestamptz[], $19::timestamptz[], $20::bool[], $21::text[])
                AS i(tenant_id, id, begun, kind, status, parent_id, depth, author_id, category_id,
                    tag_ids, position, metadata, archive_reason, published_at, created_at, updated_at, version,
                    publish_at, unpublish_at, is_closed, rejection_reason)
             WHERE (i.begun OR EXISTS (SELECT FROM read.content_nodes n WHERE n.tenant_id = i.tenant_id AND n.id = i.id))
               AND NOT EXISTS (
                   SELECT FROM read.content_deleted d
                    WHERE d.tenant_id = i.tenant_id AND d.aggregate = 'node' AND d.id = i.id AND d.locale = '')
        ), applied AS (
            INSERT INTO read.content_nodes AS n (tenant_id, id, kind, status, parent_id, depth, author_id, category_id, tag_ids, position,
                metadata, archive_reason, published_at, listed_at, created_at, updated_at, state_version, version,
                publish_at, unpublish_at, is_closed, rejection_reason)
            SELECT tenant_id, id, kind, status, parent_id, depth, author_id, category_id, tag_ids::uuid[], position,
                metadata::jsonb, archive_reason, published_at, coalesce(published_at, created_at), created_at, updated_at, version, version,
                publish_at, unpublish_at, is_closed, rejection_reason
              FROM incoming
            ON CONFLICT (tenant_id, id) DO UPDATE SET
                kind = excluded.kind, status = excluded.status, parent_id = excluded.parent_id, depth = excluded.depth,
                author_id = excluded.author_id, category_id = excluded.category_id, tag_ids = excluded.tag_ids,
                position = excluded.position, metadata = excluded.metadata, archive_reason = excluded.archive_reason,
                published_at = excluded.published_at, listed_at = excluded.listed_at, created_at = excluded.created_at,
                updated_at = excluded.updated_at, state_version = excluded.state_version, version = greatest(n.version, excluded.version),
                publish_at = excluded.publish_at, unpublish_at = excluded.unpublish_at, is_closed = excluded.is_closed,
                rejection_reason = excluded.rejection_reason
             WHERE n.state_version < excluded.state_version
            RETURNING n.tenant_id, n.id, n.tag_ids
        ), gone AS (
            DELETE FROM read.content_node_tags t USING applied a
             WHERE t.tenant_id = a.tenant_id AND t.node_id = a.id AND t.tag_id <> ALL (a.tag_ids)
        )
        INSERT INTO read.content_node_tags (tenant_id, tag_id, node_id)
        SELECT a.tenant_id, tag_id, a.id FROM applied a CROSS JOIN LATERAL unnest(a.tag_ids) AS tag_id
        ON CONFLICT DO NOTHING
        """;

    private const string Raise = """
        UPDATE read.content_nodes n SET version = i.version
          FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS i(tenant_id, id, version)
         WHERE n.tenant_id = i.tenant_id AND n.id = i.id AND n.version < i.version
        """;

    private const string Known = $"""
        SELECT rustok.require(false, '{SqlStates.MissingPredecessor}', 'the creation of node ' || m.id || ' has not been applied')
          FROM unnest($1::uuid[], $2::uuid[]) AS m(tenant_id, id)
         WHERE NOT EXISTS (SELECT FROM read.content_nodes n WHERE n.tenant_id = m.tenant_id AND n.id = m.id)
           AND NOT EXISTS (
               SELECT FROM read.content_deleted d
                WHERE d.tenant_id = m.tenant_id AND d.aggregate = 'node' AND d.id = m.id AND d.locale = '')
        """;

    public static NpgsqlBatchCommand Write(
        Dictionary<(Guid Tenant, Guid Id), (long Version, NodeState State)> nodes, HashSet<(Guid Tenant, Guid Id)> begun) =>
        new Columns<KeyValuePair<(Guid Tenant, Guid Id), (long Version, NodeState State)>>(Upsert, nodes)
            .Id(r => r.Key.Tenant)
            .Id(r => r.Key.Id)
            .Flag(r => begun.Contains(r.Key))
            .Text(r => EnumText<NodeKind>.Of(r.Value.State.Kind))
            .Text(r => EnumText<NodeStatus>.Of(r.Value.State.Status))
            .OptionalId(r => r.Value.State.ParentId)
            .Number(r => r.Value.State.Depth)
            .OptionalId(r => r.Value.State.AuthorId)
            .OptionalId(r => r.Value.State.CategoryId)
            .Text(r => $"{{{string.Join(',', r.Value.State.TagIds)}}}")
            .Number(r => r.Value.State.Position)
            .Text(r => r.Value.State.Metadata.GetRawText())
            .OptionalText(r => r.Value.State.ArchiveReason)
            .OptionalTime(r => r.Value.State.PublishedAt)
            .Time(r => r.Value.State.CreatedAt)
            .Time(r => r.Value.State.UpdatedAt)
            .Version(r => r.Value.Version)
            .OptionalTime(r => r.Value.State.PublishAt)
            .OptionalTime(r => r.Value.State.UnpublishAt)
            .Flag(r => r.Value.State.IsClosed)
            .OptionalText(r => r.Value.State.RejectionReason)
            .Command;

    /// <summary>The versions that events of words gave their nodes.</summary>
    public static NpgsqlBatchCommand WriteVersions(Dictionary<(Guid Tenant, Guid Id), long> versions) =>
        new Columns<KeyValuePair<(Guid Tenant, Guid Id), long>>(Raise, versions).Id(r => r.Key.Tenant).Id(r => r.Key.Id).Version(r => r.Value).Command;

    /// <summary>
    /// Raises <see cref="SqlStates.MissingPredecessor"/> for a node that is neither there nor deleted: words and later states
    /// alone would make half a node.
    /// </summary>
    public static NpgsqlBatchCommand RequireKnown(IEnumerable<(Guid Tenant, Guid Id)> nodes) =>
        new Columns<(Guid Tenant, Guid Id)>(Known, [.. nodes]).Id(n => n.Tenant).Id(n => n.Id).Command;
}
