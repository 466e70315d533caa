using Npgsql;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Queries;

/// <summary>The columns of a <see cref="NodeDocument"/>, from the read model or from the truth, and how they are read.</summary>
internal static class NodeColumns
{
    public const int Count = 25;

    public static string Read(bool body) => Of("n.tag_ids", body);

    public static string Truth(bool body) => Of(
        "ARRAY(SELECT t.tag_id FROM content.node_tags t WHERE t.tenant_id = n.tenant_id AND t.node_id = n.id ORDER BY t.tag_id)", body);

    public static NodeDocument Document(NpgsqlDataReader r) => new()
    {
        Id = r.GetGuid(0),
        Kind = EnumText<NodeKind>.Parse(r.GetString(1)),
        Status = EnumText<NodeStatus>.Parse(r.GetString(2)),
        ParentId = r.IsDBNull(3) ? null : r.GetGuid(3),
        Depth = r.GetInt32(4),
        AuthorId = r.IsDBNull(5) ? null : r.GetGuid(5),
        CategoryId = r.IsDBNull(6) ? null : r.GetGuid(6),
        TagIds = r.GetFieldValue<Guid[]>(7),
        Position = r.GetInt32(8),
        Metadata = r.GetString(9),
        ArchiveReason = r.IsDBNull(10) ? null : r.GetString(10),
        PublishedAt = r.IsDBNull(11) ? null : r.GetFieldValue<DateTimeOffset>(11),
        CreatedAt = r.GetFieldValue<DateTimeOffset>(12),
        UpdatedAt = r.GetFieldValue<DateTimeOffset>(13),
        Version = r.GetInt64(14),
        Locale = r.GetString(15),
        Title = r.GetString(16),
        Slug = r.GetString(17),
        Excerpt = r.IsDBNull(18) ? null : r.GetString(18),
        BodyFormat = EnumText<BodyFormat>.Parse(r.GetString(19)),
        Body = r.IsDBNull(20) ? null : r.GetString(20),
        PublishAt = r.IsDBNull(21) ? null : r.GetFieldValue<DateTimeOffset>(21),
        UnpublishAt = r.IsDBNull(22) ? null : r.GetFieldValue<DateTimeOffset>(22),
        IsClosed = r.GetBoolean(23),
        RejectionReason = r.IsDBNull(24) ? null : r.GetString(24),
    };

    private static string Of(string tags, bool body) => $"""
        n.id, n.kind, n.status, n.parent_id, n.depth, n.author_id, n.category_id, {tags}, n.position, n.metadata, n.archive_reason,
            n.published_at, n.created_at, greatest(n.updated_at, d.updated_at), n.version,
            d.locale, d.title, d.slug, d.excerpt, d.body_format, {(body ? "d.body" : "NULL::text")},
            n.publish_at, n.unpublish_at, n.is_closed, n.rejection_reason
        """;
}
