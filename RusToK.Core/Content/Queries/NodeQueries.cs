using System.Globalization;
using Npgsql;
using RusToK.Core.Content.Caching;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Pages.Blocks;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Queries;

/// <summary>
/// Nodes as readers see them, from the read model alone. Locales are those to try, best first; a node without any of them is not
/// there. Every method is one statement in one round trip.
/// </summary>
public sealed class NodeQueries
{
    private const string Documents = "read.content_documents";

    /// <summary>A reply is seen no longer than what it replies to.</summary>
    private const string WithoutRepliesToTheUnseen = """

           AND NOT (n.kind = 'forum_reply' AND EXISTS (
               SELECT FROM read.content_nodes p WHERE p.tenant_id = n.tenant_id AND p.id = n.parent_id AND p.status <> 'published'))
        """;

    private readonly ReadStore _store;
    private readonly ContentCache? _cache;

    /// <param name="store">Where the read model is.</param>
    /// <param name="cache">Answers what is asked for as published; null where nothing is remembered.</param>
    internal NodeQueries(ReadStore store, ContentCache? cache = null) => (_store, _cache) = (store, cache);

    /// <param name="tenantId">The tenant.</param>
    /// <param name="id">The node.</param>
    /// <param name="status">Only in this status; null for any.</param>
    /// <param name="locales">Best first.</param>
    /// <param name="withBody">Bodies may be large, so they are read only when wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<NodeDocument?> FindAsync(
        Guid tenantId, Guid id, NodeStatus? status, IReadOnlyList<string> locales, bool withBody, CancellationToken cancellationToken)
    {
        return _cache is null || status != NodeStatus.Published
            ? await LoadAsync(cancellationToken)
            : await _cache.NodeAsync(tenantId, id, locales, withBody, LoadAsync, cancellationToken);

        async Task<NodeDocument?> LoadAsync(CancellationToken stop) =>
            (await FindManyAsync(tenantId, [id], status, locales, withBody, stop)).GetValueOrDefault(id);
    }

    /// <summary>The node that has this slug in the best of the locales in which any has it. It is served in that locale.</summary>
    /// <inheritdoc cref="FindAsync"/>
    public async Task<NodeDocument?> FindBySlugAsync(
        Guid tenantId, NodeKind kind, string slug, NodeStatus? status, IReadOnlyList<string> locales, bool withBody, CancellationToken cancellationToken)
    {
        if (!StorableText.IsStorable(slug))
            return null;
        return _cache is null || status != NodeStatus.Published || !ContentCache.Takes(slug)
            ? await LoadBySlugAsync(tenantId, kind, slug, status, locales, withBody, cancellationToken)
            : await _cache.NodeBySlugAsync(
                tenantId, EnumText<NodeKind>.Of(kind), slug, locales, withBody,
                stop => LoadBySlugAsync(tenantId, kind, slug, status, locales, withBody, stop), cancellationToken);
    }

    private async Task<NodeDocument?> LoadBySlugAsync(
        Guid tenantId, NodeKind kind, string slug, NodeStatus? status, IReadOnlyList<string> locales, bool withBody, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {NodeColumns.Read(withBody)}\n  FROM {Documents} d JOIN read.content_nodes n ON n.tenant_id = d.tenant_id AND n.id = d.node_id")
            .Append($"\n WHERE d.tenant_id = {QueryText.Tenant} AND d.slug = {query.Value(slug.ToLowerInvariant())}")
            .Append($" AND d.locale = ANY ({query.Value(locales.ToArray())}) AND n.kind = {query.Value(EnumText<NodeKind>.Of(kind))}");
        if (status is { } only)
            query.Append($" AND n.status = {query.Value(EnumText<NodeStatus>.Of(only))}");
        if (status == NodeStatus.Published && kind == NodeKind.ForumReply)
            query.Append(WithoutRepliesToTheUnseen);
        var found = await _store.ListAsync(tenantId, query, NodeColumns.Document, cancellationToken);
        return locales.Select(l => found.FirstOrDefault(d => d.Locale == l)).FirstOrDefault(d => d is not null);
    }

    /// <summary>Nodes by id; those that are not there are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, NodeDocument>> FindManyAsync(
        Guid tenantId, IReadOnlyList<Guid> ids, NodeStatus? status, IReadOnlyList<string> locales, bool withBody, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        // One key gets a plan of its own: with an array the planner never settles on one.
        var which = ids.Count == 1 ? $"= {query.Value(ids[0])}" : $"= ANY ({query.Value(ids.ToArray())})";
        query.Append($"SELECT {NodeColumns.Read(withBody)}\n  FROM read.content_nodes n").JoinWords(locales, Documents, "node_id", "n")
            .Append($"\n WHERE n.tenant_id = {QueryText.Tenant} AND n.id {which}");
        if (status is { } only)
            query.Append($" AND n.status = {query.Value(EnumText<NodeStatus>.Of(only))}");
        if (status == NodeStatus.Published)
            query.Append(WithoutRepliesToTheUnseen);
        var found = await _store.ListAsync(tenantId, query, NodeColumns.Document, cancellationToken);
        return found.ToDictionary(d => d.Id);
    }

    /// <summary>The first children of each node, by position.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="parentIds">The nodes.</param>
    /// <param name="status">Of the children.</param>
    /// <param name="first">How many of each, at most 100.</param>
    /// <param name="locales">Best first.</param>
    /// <param name="withBody">Whether bodies are wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ILookup<Guid, NodeDocument>> ChildrenAsync(
        Guid tenantId, IReadOnlyList<Guid> parentIds, NodeStatus status, int first, IReadOnlyList<string> locales, bool withBody, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {NodeColumns.Read(withBody)}\n  FROM unnest({query.Value(parentIds.ToArray())}) AS p(id)\n CROSS JOIN LATERAL (")
            .Append($"SELECT c.* FROM read.content_nodes c WHERE c.tenant_id = {QueryText.Tenant} AND c.parent_id = p.id")
            .Append($" AND c.status = {query.Value(EnumText<NodeStatus>.Of(status))}");
        // A child without words in any of the locales must not take the place of one that has.
        query.Append($" AND EXISTS (SELECT FROM {Documents} x WHERE x.tenant_id = c.tenant_id AND x.node_id = c.id AND x.locale = ANY ({query.Value(locales.ToArray())}))")
            .Append($" ORDER BY c.position, c.id LIMIT {Math.Clamp(first, 1, PageRequest.MaxSize).ToString(CultureInfo.InvariantCulture)}) n")
            .JoinWords(locales, Documents, "node_id", "n")
            .Append("\n ORDER BY n.parent_id, n.position, n.id");
        var found = await _store.ListAsync(tenantId, query, NodeColumns.Document, cancellationToken);
        return found.ToLookup(d => d.ParentId!.Value);
    }

    /// <summary>The list a cursor belongs to.</summary>
    public static string ListOf(NodeOrder order) => $"nodes/{EnumText<NodeOrder>.Of(order)}";

    /// <summary>A page of a list. It walks an index in the order of the list, except by title over several locales, which sorts.</summary>
    /// <exception cref="InvalidInputException">The cursor is none of this list.</exception>
    public async Task<Page<NodeDocument>> ListAsync(
        Guid tenantId, NodeFilter filter, NodeOrder order, PageRequest page, IReadOnlyList<string> locales, bool withBody, CancellationToken cancellationToken)
    {
        if (filter.TagSlug is { } slug && !StorableText.IsStorable(slug))
            throw new InvalidInputException("filter.tagSlug", "unicode", "filter.tagSlug must be well-formed Unicode without the character U+0000.");
        return _cache is null || !IsCommon(filter, page)
            ? await LoadListAsync(tenantId, filter, order, page, locales, withBody, cancellationToken)
            : await _cache.NodesAsync(
                tenantId, KeyOf(filter, order, page, locales, withBody), stop => LoadListAsync(tenantId, filter, order, page, locales, withBody, stop), cancellationToken);
    }

    /// <summary>Many ask for the first pages of lists, and few for any other; times are hardly ever the same twice.</summary>
    private static bool IsCommon(NodeFilter filter, PageRequest page) =>
        filter is { Status: NodeStatus.Published, PublishedAfter: null, PublishedBefore: null } && page is { Cursor: null } && ContentCache.Takes(filter.TagSlug);

    private static string KeyOf(NodeFilter f, NodeOrder order, PageRequest page, IReadOnlyList<string> locales, bool withBody) => string.Create(
        CultureInfo.InvariantCulture,
        $"{EnumText<NodeOrder>.Of(order)}:{page.Size}:{page.Backward}:{ContentCache.Way(locales, withBody)}:{f.Kind}:{f.CategoryId:N}:{f.TagId:N}:{f.AuthorId:N}:{f.ParentId:N}:{f.TagSlug?.ToLowerInvariant()}");

    private async Task<Page<NodeDocument>> LoadListAsync(
        Guid tenantId, NodeFilter filter, NodeOrder order, PageRequest page, IReadOnlyList<string> locales, bool withBody, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {NodeColumns.Read(withBody)}\n  FROM read.content_nodes n").JoinWords(locales, Documents, "node_id", "n")
            .Append($"\n WHERE n.tenant_id = {QueryText.Tenant} AND n.status = {query.Value(EnumText<NodeStatus>.Of(filter.Status))}");
        Restrict(query, filter);
        if (filter is { Status: NodeStatus.Published, Kind: null or NodeKind.ForumReply })
            query.Append(WithoutRepliesToTheUnseen);

        var (key, id, descending) = order switch
        {
            NodeOrder.PublishedAtDesc => ("n.listed_at", "n.id", true),
            NodeOrder.PublishedAtAsc => ("n.listed_at", "n.id", false),
            NodeOrder.Position => ("n.position", "n.id", false),
            _ => ("d.title COLLATE \"und-x-icu\"", "d.node_id", false),
        };
        descending ^= page.Backward;
        if (page.Cursor is { } cursor)
            query.Append($"\n   AND ({key}, {id}) {(descending ? "<" : ">")} ({KeyValue(query, order, cursor, page)}, {query.Value(cursor.Id)})");
        var direction = descending ? " DESC" : "";
        query.Append($"\n ORDER BY {key}{direction}, {id}{direction} LIMIT {page.Limit}");
        var rows = await _store.ListAsync(tenantId, query, NodeColumns.Document, cancellationToken);
        return Pages.Cut(rows, page, d => new Cursor(ListOf(order), KeyText(order, d), d.Id));
    }

    /// <summary>All words of each node, by locale.</summary>
    public async Task<ILookup<Guid, NodeWords>> TranslationsAsync(Guid tenantId, IReadOnlyList<Guid> nodeIds, bool withBody, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT d.node_id, d.locale, d.title, d.slug, d.excerpt, d.body_format, {(withBody ? "d.body" : "NULL::text")}, d.updated_at\n")
            .Append($"  FROM {Documents} d WHERE d.tenant_id = {QueryText.Tenant} AND d.node_id = ANY ({query.Value(nodeIds.ToArray())}) ORDER BY d.node_id, d.locale");
        var rows = await _store.ListAsync(tenantId, query, NodeWords.Read, cancellationToken);
        return rows.ToLookup(w => w.NodeId);
    }

    /// <summary>The blocks of each page, in the best of the locales in which it has any.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<PageBlock>>> BlocksAsync(
        Guid tenantId, IReadOnlyList<Guid> pageIds, IReadOnlyList<string> locales, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        var wanted = query.Value(locales.ToArray());
        query.Append($"SELECT DISTINCT ON (d.node_id) d.node_id, d.blocks::text\n  FROM {Documents} d WHERE d.tenant_id = {QueryText.Tenant}")
            .Append($" AND d.node_id = ANY ({query.Value(pageIds.ToArray())}) AND d.locale = ANY ({wanted}) AND d.blocks IS NOT NULL")
            .Append($"\n ORDER BY d.node_id, array_position({wanted}, d.locale)");
        var rows = await _store.ListAsync(
            tenantId, query, r => (Id: r.GetGuid(0), Blocks: ContentJson.Read<IReadOnlyList<PageBlock>>(r.GetString(1))), cancellationToken);
        return rows.ToDictionary(r => r.Id, r => r.Blocks);
    }

    /// <summary>A node as the truth has it, for who has just changed it; any locale stands in when it has none of those asked for.</summary>
    public async Task<NodeDocument?> FindTruthAsync(Guid tenantId, Guid id, IReadOnlyList<string> locales, bool withBody, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {NodeColumns.Truth(withBody)}\n  FROM content.nodes n JOIN content.node_translations d ON d.tenant_id = n.tenant_id AND d.node_id = n.id")
            .Append($"\n WHERE n.tenant_id = {QueryText.Tenant} AND n.id = {query.Value(id)}")
            .Append($"\n ORDER BY array_position({query.Value(locales.ToArray())}, d.locale::text) NULLS LAST, d.locale LIMIT 1");
        return (await _store.ListAsync(tenantId, query, NodeColumns.Document, cancellationToken)).FirstOrDefault();
    }

    private static void Restrict(QueryText query, NodeFilter filter)
    {
        if (filter.Kind is { } kind)
            query.Append($" AND n.kind = {query.Value(EnumText<NodeKind>.Of(kind))}");
        if (filter.CategoryId is { } category)
            query.Append($" AND n.category_id = {query.Value(category)}");
        if (filter.AuthorId is { } author)
            query.Append($" AND n.author_id = {query.Value(author)}");
        if (filter.ParentId is { } parent)
            query.Append($" AND n.parent_id = {query.Value(parent)}");
        // listed_at says the same as published_at where that is set, and is what the index has.
        if (filter.PublishedAfter is { } after && query.Time(after) is var from)
            query.Append($" AND n.published_at >= {from} AND n.listed_at >= {from}");
        if (filter.PublishedBefore is { } before && query.Time(before) is var until)
            query.Append($" AND n.published_at < {until} AND n.listed_at < {until}");
        if (filter.TagId is { } tag)
            query.Append($"""

                   AND EXISTS (SELECT FROM read.content_node_tags t
                                WHERE t.tenant_id = n.tenant_id AND t.node_id = n.id AND t.tag_id = {query.Value(tag)})
                """);
        if (filter.TagSlug is { } slug)
            query.Append($"""

                   AND EXISTS (SELECT FROM read.content_node_tags t JOIN read.tag_names g ON g.tenant_id = t.tenant_id AND g.tag_id = t.tag_id
                                WHERE t.tenant_id = n.tenant_id AND t.node_id = n.id AND g.slug = {query.Value(slug.ToLowerInvariant())})
                """);
    }

    private static string KeyText(NodeOrder order, NodeDocument d) => order switch
    {
        NodeOrder.Position => d.Position.ToString(CultureInfo.InvariantCulture),
        NodeOrder.Title => d.Title,
        _ => d.ListedAt.UtcTicks.ToString(CultureInfo.InvariantCulture),
    };

    private static string KeyValue(QueryText query, NodeOrder order, Cursor cursor, PageRequest page)
    {
        switch (order)
        {
            case NodeOrder.Title when StorableText.IsStorable(cursor.Key):
                return query.Value(cursor.Key);
            case NodeOrder.Position when int.TryParse(cursor.Key, CultureInfo.InvariantCulture, out var position):
                return query.Value(position);
            case NodeOrder.PublishedAtAsc or NodeOrder.PublishedAtDesc
                when long.TryParse(cursor.Key, CultureInfo.InvariantCulture, out var ticks) && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks:
                return query.Time(new DateTimeOffset(ticks, TimeSpan.Zero));
            default:
                throw new InvalidInputException(page.Backward ? "before" : "after", "cursor", "The cursor does not come from this list in this order.");
        }
    }
}

/// <summary>A node's words in one language.</summary>
public sealed record NodeWords(
    Guid NodeId, string Locale, string Title, string Slug, string? Excerpt, BodyFormat BodyFormat, string? Body, DateTimeOffset UpdatedAt)
{
    internal static NodeWords Read(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.IsDBNull(4) ? null : r.GetString(4),
        EnumText<BodyFormat>.Parse(r.GetString(5)), r.IsDBNull(6) ? null : r.GetString(6), r.GetFieldValue<DateTimeOffset>(7));
}
