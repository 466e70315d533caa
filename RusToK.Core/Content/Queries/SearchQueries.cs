using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Queries;

/// <summary>A node that was found.</summary>
/// <param name="Node">The node, in the language it was found in.</param>
/// <param name="Rank">How well it fits; comparable within one search only.</param>
/// <param name="Snippet">Where it was found, as HTML: the text escaped, the words found in <c>mark</c>.</param>
public sealed record SearchHit(NodeDocument Node, float Rank, string Snippet);

/// <summary>
/// Full-text search of published nodes, best first. When nothing holds the words, titles that hold similar ones are found instead.
/// </summary>
public sealed partial class SearchQueries
{
    public const int MaxQuery = 200;

    private const string List = "search";
    private const string Similar = "similar";

    private readonly ReadStore _store;

    internal SearchQueries(ReadStore store) => _store = store;

    /// <param name="tenantId">The tenant.</param>
    /// <param name="query">Words, "phrases", or, -without; at most 200 characters.</param>
    /// <param name="kind">Only this kind; null for all.</param>
    /// <param name="locales">Best first; each node is searched in the first it has.</param>
    /// <param name="first">Page size.</param>
    /// <param name="after">Cursor of the page before.</param>
    /// <param name="withBody">Whether bodies are wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidInputException">The query is blank or too long, or the cursor is none of this search.</exception>
    public async Task<Page<SearchHit>> SearchAsync(
        Guid tenantId, string query, NodeKind? kind, IReadOnlyList<string> locales, int? first, string? after, bool withBody,
        CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.RequireName("query", query, MaxQuery);
        violations.ThrowIfAny();
        query = Minuses().Replace(query.Trim(), "-");

        var similar = after is not null && Cursor.TryParse(after, Similar, out _);
        var page = PageRequest.Create(similar ? Similar : List, first, after, null, null);
        if (!similar)
        {
            var hits = await FetchAsync(tenantId, Words(tenantId, query, kind, locales, page, withBody), List, page, cancellationToken);
            if (hits.Items.Count > 0 || after is not null)
                return hits;
        }

        return await FetchAsync(tenantId, Titles(tenantId, query, kind, locales, page, withBody), Similar, page, cancellationToken);
    }

    private async Task<Page<SearchHit>> FetchAsync(Guid tenantId, QueryText query, string list, PageRequest page, CancellationToken cancellationToken)
    {
        var rows = await _store.ListAsync(
            tenantId, query,
            r => new SearchHit(NodeColumns.Document(r), r.GetFloat(NodeColumns.Count), Marked(r.GetString(NodeColumns.Count + 1))),
            cancellationToken);
        return Pages.Cut(rows, page, h => new Cursor(list, BitConverter.SingleToInt32Bits(h.Rank).ToString(CultureInfo.InvariantCulture), h.Node.Id));
    }

    private static QueryText Words(Guid tenantId, string words, NodeKind? kind, IReadOnlyList<string> locales, PageRequest page, bool withBody)
    {
        var query = new QueryText(tenantId);
        var call = $"read.search_content({query.Value(words)}, {query.Value(locales.ToArray())}, "
            + $"{query.Value(locales.Select(SearchLanguage.ConfigurationOf).ToArray())}, {Rest(query, kind, page)})";
        return Select(query, call, withBody);
    }

    private static QueryText Titles(Guid tenantId, string words, NodeKind? kind, IReadOnlyList<string> locales, PageRequest page, bool withBody)
    {
        var query = new QueryText(tenantId);
        return Select(query, $"read.search_content_titles({query.Value(words)}, {query.Value(locales.ToArray())}, {Rest(query, kind, page)})", withBody);
    }

    private static string Rest(QueryText query, NodeKind? kind, PageRequest page)
    {
        float? rank = null;
        if (page.Cursor is { } cursor)
            rank = int.TryParse(cursor.Key, CultureInfo.InvariantCulture, out var bits) && float.IsFinite(BitConverter.Int32BitsToSingle(bits))
                ? BitConverter.Int32BitsToSingle(bits)
                : throw new InvalidInputException("after", "cursor", "The cursor does not come from this list in this order.");
        return string.Join(", ",
            Optional(query, kind is { } k ? EnumText<NodeKind>.Of(k) : null, NpgsqlDbType.Text),
            Optional(query, rank, NpgsqlDbType.Real),
            Optional(query, page.Cursor?.Id, NpgsqlDbType.Uuid),
            page.Limit);
    }

    private static string Optional(QueryText query, object? value, NpgsqlDbType type)
    {
        query.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        return "$" + query.Parameters.Count.ToString(CultureInfo.InvariantCulture);
    }

    private static QueryText Select(QueryText query, string call, bool withBody) => query.Append($"""
        SELECT {NodeColumns.Read(withBody)}, s.rank, s.headline
          FROM {call} s
          JOIN read.content_nodes n ON n.tenant_id = {QueryText.Tenant} AND n.id = s.node_id
          JOIN read.content_documents d ON d.tenant_id = {QueryText.Tenant} AND d.node_id = s.node_id AND d.locale = s.locale
         ORDER BY s.rank DESC, s.node_id DESC
        """);

    /// <summary>PostgreSQL takes each as another "not", and has room for 32 of them.</summary>
    [GeneratedRegex("-{2,}")]
    private static partial Regex Minuses();

    /// <summary>U+0002 and U+0003, which no text holds, mark the words found.</summary>
    private static string Marked(string headline) => WebUtility.HtmlEncode(headline)
        .Replace("\u0002", "<mark>", StringComparison.Ordinal).Replace("\u0003", "</mark>", StringComparison.Ordinal);
}
