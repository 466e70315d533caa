using System.Globalization;
using Npgsql;
using RusToK.Core.Content.Forum;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Queries;

/// <summary>A topic with what its replies amount to.</summary>
/// <param name="Node">The topic.</param>
/// <param name="ReplyCount">Approved ones.</param>
/// <param name="LastActivityAt">When it or the newest of them appeared.</param>
public sealed record TopicDocument(NodeDocument Node, int ReplyCount, DateTimeOffset LastActivityAt)
{
    public TopicState State => TopicStates.Of(Node.Status, Node.IsClosed);
}

/// <summary>
/// The forum as readers see it, from the read model alone. Locales are those to try, best first; what is written in none of them is
/// read in the language it is in. Every method is one statement.
/// </summary>
public sealed class ForumQueries
{
    public const string TopicList = "topics";
    public const string ReplyList = "replies";
    public const string QueueList = "reply-queue";

    private const string Documents = "read.content_documents";

    private readonly ReadStore _store;

    internal ForumQueries(ReadStore store) => _store = store;

    /// <summary>One topic, by id or slug.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="id">The topic; null to look by <paramref name="slug"/>.</param>
    /// <param name="slug">Of any language.</param>
    /// <param name="withUnseen">Archived ones as well.</param>
    /// <param name="locales">Best first.</param>
    /// <param name="withBody">Whether the body is wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<TopicDocument?> TopicAsync(
        Guid tenantId, Guid? id, string? slug, bool withUnseen, IReadOnlyList<string> locales, bool withBody, CancellationToken cancellationToken)
    {
        if (slug is not null && !StorableText.IsStorable(slug))
            return null;
        var query = Topics(tenantId, locales, withBody);
        if (!withUnseen)
            query.Append(" AND t.status = 'published'");
        if (id is { } wanted)
            query.Append($" AND t.node_id = {query.Value(wanted)}");
        if (slug is { } named)
            query.Append($"""
                 AND t.node_id IN (
                   SELECT s.node_id FROM {Documents} s JOIN read.content_nodes x ON x.tenant_id = s.tenant_id AND x.id = s.node_id AND x.kind = 'forum_topic'
                    WHERE s.tenant_id = {QueryText.Tenant} AND s.slug = {query.Value(named.ToLowerInvariant())})
                """);
        query.Append(" ORDER BY t.node_id LIMIT 1");
        return (await _store.ListAsync(tenantId, query, Topic, cancellationToken)).FirstOrDefault();
    }

    /// <summary>Topics, that of the latest activity first.</summary>
    /// <exception cref="InvalidInputException">The cursor is none of this list.</exception>
    public async Task<Page<TopicDocument>> TopicsAsync(
        Guid tenantId, TopicFilter filter, PageRequest page, IReadOnlyList<string> locales, bool withBody, CancellationToken cancellationToken)
    {
        var query = Topics(tenantId, locales, withBody);
        query.Append(filter.State switch
        {
            TopicState.Open => " AND t.status = 'published' AND NOT n.is_closed",
            TopicState.Closed => " AND t.status = 'published' AND n.is_closed",
            TopicState.Archived => " AND t.status = 'archived'",
            _ => " AND t.status = 'published'",
        });
        if (filter.CategoryId is { } category)
            query.Append($" AND t.category_id = {query.Value(category)}");
        var descending = !page.Backward;
        if (page.Cursor is { } cursor)
        {
            var time = long.TryParse(cursor.Key, CultureInfo.InvariantCulture, out var ticks) && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks
                ? query.Time(new DateTimeOffset(ticks, TimeSpan.Zero))
                : throw new InvalidInputException(page.Backward ? "before" : "after", "cursor", "The cursor does not come from this list in this order.");
            query.Append($" AND (t.last_activity_at, t.node_id) {(descending ? "<" : ">")} ({time}, {query.Value(cursor.Id)})");
        }

        var direction = descending ? " DESC" : "";
        query.Append($"\n ORDER BY t.last_activity_at{direction}, t.node_id{direction} LIMIT {page.Limit}");
        var rows = await _store.ListAsync(tenantId, query, Topic, cancellationToken);
        return Pages.Cut(rows, page, t => new Cursor(TopicList, t.LastActivityAt.UtcTicks.ToString(CultureInfo.InvariantCulture), t.Node.Id));
    }

    /// <summary>Replies to a topic, or comments on a post, the oldest first: the approved ones, and of the viewer's own also those that wait or were rejected.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="topicId">Whose replies; none are seen of what is not seen itself.</param>
    /// <param name="viewerId">Null for nobody.</param>
    /// <param name="page">Which part.</param>
    /// <param name="locales">Best first.</param>
    /// <param name="withBody">Whether bodies are wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Page<NodeDocument>> RepliesAsync(
        Guid tenantId, Guid topicId, Guid? viewerId, PageRequest page, IReadOnlyList<string> locales, bool withBody, CancellationToken cancellationToken)
    {
        var query = Replies(tenantId, locales, withBody);
        query.Append($" AND n.parent_id = {query.Value(topicId)}")
            .Append(viewerId is { } viewer ? $" AND (n.status = 'published' OR (n.status = 'draft' AND n.author_id = {query.Value(viewer)}))" : " AND n.status = 'published'")
            .Append(" AND EXISTS (SELECT FROM read.content_nodes p WHERE p.tenant_id = n.tenant_id AND p.id = n.parent_id AND p.status = 'published')");
        return await PageAsync(tenantId, query, ReplyList, page, cancellationToken);
    }

    /// <summary>What a moderator has to decide on, or has decided, the oldest first.</summary>
    public async Task<Page<NodeDocument>> QueueAsync(
        Guid tenantId, ReplyFilter filter, PageRequest page, IReadOnlyList<string> locales, bool withBody, CancellationToken cancellationToken)
    {
        var query = Replies(tenantId, locales, withBody);
        query.Append(filter.State switch
        {
            ReplyState.Approved => " AND n.status = 'published'",
            ReplyState.Hidden => " AND n.status = 'archived'",
            ReplyState.Rejected => " AND n.status = 'draft' AND n.rejection_reason IS NOT NULL",
            _ => " AND n.status = 'draft' AND n.rejection_reason IS NULL",
        });
        if (filter.TopicId is { } topic)
            query.Append($" AND n.parent_id = {query.Value(topic)}");
        if (filter.CategoryId is { } category)
            query.Append($" AND EXISTS (SELECT FROM read.content_nodes p WHERE p.tenant_id = n.tenant_id AND p.id = n.parent_id AND p.category_id = {query.Value(category)})");
        return await PageAsync(tenantId, query, QueueList, page, cancellationToken);
    }

    private static QueryText Topics(Guid tenantId, IReadOnlyList<string> locales, bool withBody)
    {
        var query = new QueryText(tenantId);
        return query.Append($"SELECT {NodeColumns.Read(withBody)}, t.reply_count, t.last_activity_at\n  FROM read.forum_topics t")
            .Append(" JOIN read.content_nodes n ON n.tenant_id = t.tenant_id AND n.id = t.node_id").JoinAnyWords(locales, Documents, "node_id", "n")
            .Append($"\n WHERE t.tenant_id = {QueryText.Tenant}");
    }

    private static QueryText Replies(Guid tenantId, IReadOnlyList<string> locales, bool withBody)
    {
        var query = new QueryText(tenantId);
        return query.Append($"SELECT {NodeColumns.Read(withBody)}\n  FROM read.content_nodes n").JoinAnyWords(locales, Documents, "node_id", "n")
            .Append($"\n WHERE n.tenant_id = {QueryText.Tenant} AND n.kind = 'forum_reply'");
    }

    /// <summary>Ids of replies are given in the order in which they were written.</summary>
    private async Task<Page<NodeDocument>> PageAsync(Guid tenantId, QueryText query, string list, PageRequest page, CancellationToken cancellationToken)
    {
        if (page.Cursor is { } cursor)
            query.Append($" AND n.id {(page.Backward ? "<" : ">")} {query.Value(cursor.Id)}");
        query.Append($"\n ORDER BY n.id{(page.Backward ? " DESC" : "")} LIMIT {page.Limit}");
        var rows = await _store.ListAsync(tenantId, query, NodeColumns.Document, cancellationToken);
        return Pages.Cut(rows, page, r => new Cursor(list, "", r.Id));
    }

    private static TopicDocument Topic(NpgsqlDataReader r) =>
        new(NodeColumns.Document(r), r.GetInt32(NodeColumns.Count), r.GetFieldValue<DateTimeOffset>(NodeColumns.Count + 1));
}
