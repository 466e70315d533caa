using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Content.Pages.Blocks;
using RusToK.Core.Content.Text;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Nodes.Storage;

/// <summary>Reads the truth for commands: whatever one asks, in one round trip.</summary>
internal sealed class NodeReader(TenantStatements statements)
{
    private const string Columns = """
        n.id, n.kind, n.status, n.parent_id, n.depth, n.author_id, n.category_id, n.position, n.metadata::text,
            n.archive_reason, n.published_at, n.created_at, n.updated_at, n.version,
            ARRAY(SELECT t.tag_id FROM content.node_tags t WHERE t.tenant_id = n.tenant_id AND t.node_id = n.id ORDER BY t.tag_id),
            ARRAY(SELECT t.locale FROM content.node_translations t WHERE t.tenant_id = n.tenant_id AND t.node_id = n.id ORDER BY t.locale),
            ARRAY(SELECT t.slug FROM content.node_translations t WHERE t.tenant_id = n.tenant_id AND t.node_id = n.id ORDER BY t.locale),
            n.publish_at, n.unpublish_at, n.is_closed, n.rejection_reason
        """;

    private const string NodeById = $"SELECT {Columns} FROM content.nodes n WHERE n.tenant_id = $1 AND n.id = $2";

    private static readonly string NodesBelow = $"""
        WITH RECURSIVE below AS (
            SELECT id, 1 AS distance FROM content.nodes WHERE tenant_id = $1 AND parent_id = $2
            UNION ALL
            SELECT c.id, b.distance + 1 FROM below b JOIN content.nodes c ON c.tenant_id = $1 AND c.parent_id = b.id
        )
        SELECT {Columns} FROM below b JOIN content.nodes n ON n.tenant_id = $1 AND n.id = b.id
         ORDER BY b.distance, n.id LIMIT {(NodeRules.MaxMovedDescendants + 1).ToString(CultureInfo.InvariantCulture)}
        """;

    private const string SlugsOfOthers = """
        SELECT t.locale, t.slug
          FROM unnest($2::text[], $3::text[]) AS wanted(locale, slug)
          JOIN content.node_translations t ON t.tenant_id = $1 AND t.locale = wanted.locale AND t.slug = wanted.slug
           AND t.kind = coalesce($4, (SELECT n.kind FROM content.nodes n WHERE n.tenant_id = $1 AND n.id = $5))
         WHERE t.node_id IS DISTINCT FROM $5
        """;

    private const string RepliesToTopic = """
        SELECT EXISTS (
            SELECT FROM content.nodes n JOIN content.nodes p ON p.tenant_id = n.tenant_id AND p.id = n.parent_id
             WHERE n.tenant_id = $1 AND n.id = $2 AND n.kind = 'forum_reply' AND p.kind = 'forum_topic')
        """;

    private const string WordsIn = """
        SELECT t.kind, t.title, t.slug, t.excerpt, t.body_format, t.body, t.blocks::text, t.updated_at
          FROM content.node_translations t WHERE t.tenant_id = $1 AND t.node_id = $2 AND t.locale = $3
        """;

    public async Task<NodeAnswers> AskAsync(Guid tenantId, NodeQuestions questions, CancellationToken cancellationToken)
    {
        return await statements.ReadAsync(tenantId, async (batch, cancellationToken) =>
        {
            if (questions.NodeId is { } nodeId)
                batch.Add(NodeById, Id(tenantId), Id(nodeId));
            if (questions is { Descendants: true, NodeId: { } root })
                batch.Add(NodesBelow, Id(tenantId), Id(root));
            if (questions is { Children: true, NodeId: { } parent })
                batch.Add("SELECT EXISTS (SELECT FROM content.nodes WHERE tenant_id = $1 AND parent_id = $2)", Id(tenantId), Id(parent));
            if (questions.NewId is { } newId)
                batch.Add("""
                    SELECT EXISTS (SELECT FROM content.nodes WHERE tenant_id = $1 AND id = $2),
                           EXISTS (SELECT FROM content.deleted_ids WHERE tenant_id = $1 AND aggregate = 'node' AND id = $2)
                    """, Id(tenantId), Id(newId));
            if (questions.ParentId is { } parentId)
                batch.Add("SELECT depth FROM content.nodes WHERE tenant_id = $1 AND id = $2", Id(tenantId), Id(parentId));
            if (questions.CategoryId is { } categoryId)
                batch.Add("SELECT 1 FROM content.categories WHERE tenant_id = $1 AND id = $2", Id(tenantId), Id(categoryId));
            if (questions.TagIds.Count > 0)
                batch.Add("SELECT id FROM content.tags WHERE tenant_id = $1 AND id = ANY ($2)", Id(tenantId), new NpgsqlParameter<Guid[]> { TypedValue = [.. questions.TagIds] });
            if (questions.Slugs.Count > 0)
                batch.Add(SlugsOfOthers,
                    Id(tenantId),
                    new NpgsqlParameter<string[]> { TypedValue = [.. questions.Slugs.Select(s => s.Locale)] },
                    new NpgsqlParameter<string[]> { TypedValue = [.. questions.Slugs.Select(s => s.Slug)] },
                    new NpgsqlParameter { Value = questions.Kind is { } kind ? EnumText<NodeKind>.Of(kind) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                    new NpgsqlParameter { Value = questions.NodeId is { } self ? self : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
            if (questions.External is { } external)
                batch.Add("SELECT 1 FROM content.external_ids WHERE tenant_id = $1 AND source = $2 AND kind = $3 AND external_id = $4",
                    Id(tenantId), Text(external.Source), Text(external.Kind), Text(external.Id));
            if (questions is { InTopic: true, NodeId: { } replying })
                batch.Add(RepliesToTopic, Id(tenantId), Id(replying));
            if (questions is { TextIn: { } locale, NodeId: { } spoken })
                batch.Add(WordsIn, Id(tenantId), Id(spoken), Text(locale));

            await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
            var answers = new NodeAnswers();
            if (questions.NodeId is not null)
                answers = answers with { Node = await NextAsync(batch, reader, r => ReadNode(r, tenantId), cancellationToken) is [var node] ? node : null };
            if (questions is { Descendants: true, NodeId: not null })
                answers = answers with { Descendants = await NextAsync(batch, reader, r => ReadNode(r, tenantId), cancellationToken) };
            if (questions is { Children: true, NodeId: not null })
                answers = answers with { HasChildren = await NextAsync(batch, reader, r => r.GetBoolean(0), cancellationToken) is [true] };
            if (questions.NewId is not null && await NextAsync(batch, reader, r => (Taken: r.GetBoolean(0), Deleted: r.GetBoolean(1)), cancellationToken) is [var id])
                answers = answers with { IdIsTaken = id.Taken, IdWasDeleted = id.Deleted };
            if (questions.ParentId is not null)
                answers = answers with { ParentDepth = await NextAsync(batch, reader, r => r.GetInt32(0), cancellationToken) is [var depth] ? depth : null };
            if (questions.CategoryId is not null)
                answers = answers with { CategoryExists = (await NextAsync(batch, reader, r => r.GetInt32(0), cancellationToken)).Count > 0 };
            if (questions.TagIds.Count > 0)
                answers = answers with { Tags = (await NextAsync(batch, reader, r => r.GetGuid(0), cancellationToken)).ToHashSet() };
            if (questions.Slugs.Count > 0)
                answers = answers with { TakenSlugs = (await NextAsync(batch, reader, r => (r.GetString(0), r.GetString(1)), cancellationToken)).ToHashSet() };
            if (questions.External is not null)
                answers = answers with { ExternalIsKnown = (await NextAsync(batch, reader, r => r.GetInt32(0), cancellationToken)).Count > 0 };
            if (questions is { InTopic: true, NodeId: not null })
                answers = answers with { IsInTopic = await NextAsync(batch, reader, r => r.GetBoolean(0), cancellationToken) is [true] };
            if (questions is { TextIn: { } language, NodeId: { } owner })
                answers = answers with { Text = await NextAsync(batch, reader, r => ReadText(r, tenantId, owner, language), cancellationToken) is [var text] ? text : null };
            return answers;
        }, cancellationToken);
    }

    private static async Task<List<T>> NextAsync<T>(
        NpgsqlBatch batch, NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        await batch.NextResultAsync(reader, cancellationToken);
        return rows;
    }

    private static LoadedNode ReadNode(NpgsqlDataReader r, Guid tenantId) => new(
        new Node
        {
            TenantId = tenantId,
            Id = r.GetGuid(0),
            Kind = EnumText<NodeKind>.Parse(r.GetString(1)),
            Status = EnumText<NodeStatus>.Parse(r.GetString(2)),
            ParentId = r.IsDBNull(3) ? null : r.GetGuid(3),
            Depth = r.GetInt32(4),
            AuthorId = r.IsDBNull(5) ? null : r.GetGuid(5),
            CategoryId = r.IsDBNull(6) ? null : r.GetGuid(6),
            Position = r.GetInt32(7),
            Metadata = JsonElement.Parse(r.GetString(8)),
            ArchiveReason = r.IsDBNull(9) ? null : r.GetString(9),
            PublishedAt = r.IsDBNull(10) ? null : r.GetFieldValue<DateTimeOffset>(10),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(11),
            UpdatedAt = r.GetFieldValue<DateTimeOffset>(12),
            Version = r.GetInt64(13),
            PublishAt = r.IsDBNull(17) ? null : r.GetFieldValue<DateTimeOffset>(17),
            UnpublishAt = r.IsDBNull(18) ? null : r.GetFieldValue<DateTimeOffset>(18),
            IsClosed = r.GetBoolean(19),
            RejectionReason = r.IsDBNull(20) ? null : r.GetString(20),
        },
        r.GetFieldValue<Guid[]>(14),
        r.GetFieldValue<string[]>(15).Zip(r.GetFieldValue<string[]>(16)).ToDictionary(p => p.First, p => p.Second));

    private static NodeTranslation ReadText(NpgsqlDataReader r, Guid tenantId, Guid nodeId, string locale) => new()
    {
        TenantId = tenantId,
        NodeId = nodeId,
        Locale = locale,
        Kind = EnumText<NodeKind>.Parse(r.GetString(0)),
        Title = r.GetString(1),
        Slug = r.GetString(2),
        Excerpt = r.IsDBNull(3) ? null : r.GetString(3),
        BodyFormat = EnumText<BodyFormat>.Parse(r.GetString(4)),
        Body = r.GetString(5),
        Blocks = r.IsDBNull(6) ? null : ContentJson.Read<IReadOnlyList<PageBlock>>(r.GetString(6)),
        UpdatedAt = r.GetFieldValue<DateTimeOffset>(7),
    };

    private static NpgsqlParameter<Guid> Id(Guid id) => new() { TypedValue = id };

    private static NpgsqlParameter<string> Text(string text) => new() { TypedValue = text };
}
