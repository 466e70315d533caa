using Npgsql;
using RusToK.Core.Content.Categories.Storage;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Content.Text;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.External;

/// <summary>The truth as an import has to know it before it sends a command.</summary>
internal sealed class ContentSnapshots(TenantStatements statements, NodeReader nodes, CategoryReader categories)
{
    private const string WordsOf = """
        SELECT kind, title, slug, excerpt, body_format, body, updated_at
          FROM content.node_translations WHERE tenant_id = $1 AND node_id = $2 AND locale = $3
        """;

    private const string SlugsOf = """
        SELECT t.kind, t.slug
          FROM content.node_translations t
          JOIN unnest($3::text[], $4::text[]) AS wanted(kind, slug) ON t.kind = wanted.kind AND t.slug = wanted.slug
         WHERE t.tenant_id = $1 AND t.locale = $2
        """;

    /// <returns>The node, or null when the tenant has none with that id.</returns>
    public async Task<NodeSnapshot?> NodeAsync(Guid tenantId, Guid id, string locale, CancellationToken cancellationToken)
    {
        // The words last: whoever changes them after the node was read changes its version as well.
        var answers = await nodes.AskAsync(tenantId, new NodeQuestions { NodeId = id }, cancellationToken);
        return answers.Node is { } loaded
            ? new NodeSnapshot(loaded.Node, loaded.TagIds, await WordsAsync(tenantId, id, locale, cancellationToken))
            : null;
    }

    /// <returns>The category, or null when the tenant has none with that id.</returns>
    public async Task<CategorySnapshot?> CategoryAsync(Guid tenantId, Guid id, string locale, CancellationToken cancellationToken)
    {
        var answers = await categories.AskAsync(tenantId, new CategoryQuestions { Id = id }, cancellationToken);
        return answers.Category is { } category
            ? new CategorySnapshot(category, answers.Names.FirstOrDefault(n => n.Locale == locale))
            : null;
    }

    /// <summary>The name of a tag in one language; null when it has none in it.</summary>
    public Task<NameState?> TagNameAsync(Guid tenantId, Guid id, string locale, CancellationToken cancellationToken) => FirstAsync(
        tenantId, "SELECT name, slug FROM content.tag_translations WHERE tenant_id = $1 AND tag_id = $2 AND locale = $3",
        reader => new NameState(locale, reader.GetString(0), reader.GetString(1)), cancellationToken, Id(id), Text(locale));

    /// <summary>The category that has a slug.</summary>
    public Task<Guid?> FindCategoryAsync(Guid tenantId, string locale, string slug, CancellationToken cancellationToken) => FirstAsync(
        tenantId, "SELECT category_id FROM content.category_translations WHERE tenant_id = $1 AND locale = $2 AND slug = $3",
        reader => (Guid?)reader.GetGuid(0), cancellationToken, Text(locale), Text(slug));

    /// <summary>The tag that has a slug.</summary>
    public Task<Guid?> FindTagAsync(Guid tenantId, string locale, string slug, CancellationToken cancellationToken) => FirstAsync(
        tenantId, "SELECT tag_id FROM content.tag_translations WHERE tenant_id = $1 AND locale = $2 AND slug = $3",
        reader => (Guid?)reader.GetGuid(0), cancellationToken, Text(locale), Text(slug));

    /// <summary>Those of the slugs that nodes have already.</summary>
    public async Task<HashSet<(NodeKind Kind, string Slug)>> TakenSlugsAsync(
        Guid tenantId, string locale, IReadOnlyCollection<(NodeKind Kind, string Slug)> slugs, CancellationToken cancellationToken)
    {
        var taken = new HashSet<(NodeKind, string)>();
        if (slugs.Count == 0)
            return taken;
        return await statements.ReadAsync(tenantId, async (batch, cancellationToken) =>
        {
            batch.PlanBy(PlanChoice.ForValues);
            batch.Add(
                SlugsOf,
                Id(tenantId), Text(locale),
                new NpgsqlParameter<string[]> { TypedValue = [.. slugs.Select(s => EnumText<NodeKind>.Of(s.Kind))] },
                new NpgsqlParameter<string[]> { TypedValue = [.. slugs.Select(s => s.Slug)] });
            await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                taken.Add((EnumText<NodeKind>.Parse(reader.GetString(0)), reader.GetString(1)));
            return taken;
        }, cancellationToken);
    }

    private Task<NodeTranslation?> WordsAsync(Guid tenantId, Guid nodeId, string locale, CancellationToken cancellationToken) => FirstAsync(
        tenantId, WordsOf,
        reader => new NodeTranslation
        {
            TenantId = tenantId,
            NodeId = nodeId,
            Locale = locale,
            Kind = EnumText<NodeKind>.Parse(reader.GetString(0)),
            Title = reader.GetString(1),
            Slug = reader.GetString(2),
            Excerpt = reader.IsDBNull(3) ? null : reader.GetString(3),
            BodyFormat = EnumText<BodyFormat>.Parse(reader.GetString(4)),
            Body = reader.GetString(5),
            UpdatedAt = reader.GetFieldValue<DateTimeOffset>(6),
        },
        cancellationToken, Id(nodeId), Text(locale));

    private Task<T?> FirstAsync<T>(
        Guid tenantId, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params ReadOnlySpan<NpgsqlParameter> parameters) =>
        statements.FirstAsync(tenantId, sql, read, cancellationToken, [Id(tenantId), .. parameters]);

    private static NpgsqlParameter<Guid> Id(Guid id) => new() { TypedValue = id };

    private static NpgsqlParameter<string> Text(string text) => new() { TypedValue = text };
}
