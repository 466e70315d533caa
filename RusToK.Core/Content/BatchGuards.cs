using System.Globalization;
using Npgsql;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content;

/// <summary>Conditions that PostgreSQL checks within a command's batch; one that does not hold undoes all of it.</summary>
internal static class BatchGuards
{
    /// <summary>The parent is where the command's decision put it.</summary>
    public static WriteBatch RequireParentAt(this WriteBatch batch, Guid tenantId, Guid parentId, int depth) => batch.Execute(
        $"""
        SELECT rustok.require(EXISTS (SELECT FROM content.nodes WHERE tenant_id = $1 AND id = $2 AND depth = $3),
            '{SqlStates.VersionConflict}', 'content.nodes')
        """,
        Id(tenantId), Id(parentId), new NpgsqlParameter<int> { TypedValue = depth });

    /// <summary>The id has no first life.</summary>
    public static WriteBatch RequireNeverDeleted(this WriteBatch batch, Guid tenantId, string aggregate, Guid id) => batch.Execute(
        $"""
        SELECT rustok.require(NOT EXISTS (SELECT FROM content.deleted_ids WHERE tenant_id = $1 AND aggregate = $2 AND id = $3),
            '{SqlStates.VersionConflict}', 'content.deleted_ids')
        """,
        Id(tenantId), new NpgsqlParameter<string> { TypedValue = aggregate }, Id(id));

    /// <summary>Moves within one tree of a tenant wait for each other, so that two cannot make a circle together.</summary>
    public static WriteBatch LockTree(this WriteBatch batch, Guid tenantId, string table) => batch.Execute(
        $"SELECT pg_advisory_xact_lock(hashtextextended('{table}/' || $1::text, 0))", Id(tenantId));

    /// <summary>
    /// Locks a subtree against new children (their inserts wait for the key of their parent) and holds that it is the one the
    /// decision saw.
    /// </summary>
    public static WriteBatch LockSubtree(this WriteBatch batch, Guid tenantId, Guid root, IReadOnlyList<Guid> all)
    {
        var ids = all.Order().ToArray();
        return batch
            .Execute(
                "SELECT id FROM content.nodes WHERE tenant_id = $1 AND id = ANY ($2) ORDER BY id FOR UPDATE",
                Id(tenantId), new NpgsqlParameter<Guid[]> { TypedValue = ids })
            .Execute(
                $"""
                WITH RECURSIVE tree AS (
                    SELECT $2::uuid AS id
                    UNION
                    SELECT c.id FROM tree t JOIN content.nodes c ON c.tenant_id = $1 AND c.parent_id = t.id
                )
                SELECT rustok.require((SELECT array_agg(id ORDER BY id) FROM tree) = $3, '{SqlStates.VersionConflict}', 'content.nodes')
                """,
                Id(tenantId), Id(root), new NpgsqlParameter<Guid[]> { TypedValue = ids });
    }

    /// <summary>A category's new parent is not below it, and the tree stays within its bound.</summary>
    public static WriteBatch RequireCategoryFits(this WriteBatch batch, Guid tenantId, Guid id, Guid parentId) => batch.Execute(
        $"""
        WITH RECURSIVE above AS (
            SELECT c.id, c.parent_id, 1 AS depth FROM content.categories c WHERE c.tenant_id = $1 AND c.id = $3
            UNION ALL
            SELECT c.id, c.parent_id, a.depth + 1 FROM above a JOIN content.categories c ON c.tenant_id = $1 AND c.id = a.parent_id
             WHERE a.depth <= {NameRules.MaxDepth.ToString(CultureInfo.InvariantCulture)}
        ), below AS (
            SELECT $2::uuid AS id, 0 AS depth
            UNION ALL
            SELECT c.id, b.depth + 1 FROM below b JOIN content.categories c ON c.tenant_id = $1 AND c.parent_id = b.id
             WHERE b.depth <= {NameRules.MaxDepth.ToString(CultureInfo.InvariantCulture)}
        )
        SELECT rustok.require(
            NOT EXISTS (SELECT FROM above WHERE id = $2)
                AND (SELECT max(depth) FROM above) + (SELECT max(depth) FROM below) <= {NameRules.MaxDepth.ToString(CultureInfo.InvariantCulture)},
            '{SqlStates.VersionConflict}', 'content.categories')
        """,
        Id(tenantId), Id(id), Id(parentId));

    private static NpgsqlParameter<Guid> Id(Guid id) => new() { TypedValue = id };
}
