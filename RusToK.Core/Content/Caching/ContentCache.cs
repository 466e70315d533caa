using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RusToK.Core.Caching;
using RusToK.Core.Content.Queries;

namespace RusToK.Core.Content.Caching;

/// <summary>
/// What readers without a right to drafts are shown of the content: published nodes, pages of them, and names. Never a draft: what is put
/// here was asked for as published.
/// </summary>
internal sealed class ContentCache(NamedCaches caches)
{
    public static readonly CacheDeclaration Declaration = new("content", IsShared: true);

    /// <summary>Longest text from outside that becomes part of a key.</summary>
    private const int MaxText = 255;

    /// <summary>Of an object with its references, estimated; a letter takes two more.</summary>
    private const int Overhead = 600;

    /// <summary>Whether a question with this text may be remembered.</summary>
    public static bool Takes(string? text) => text is null || text.Length <= MaxText;

    public ValueTask<NodeDocument?> NodeAsync(
        Guid tenantId, Guid id, IReadOnlyList<string> locales, bool withBody, Func<CancellationToken, Task<NodeDocument?>> load, CancellationToken cancellationToken) =>
        Cache.GetAsync(
            tenantId, $"node:{id:N}:{Way(locales, withBody)}", load, node => new Kept(BytesOf(node), [ContentTags.Node(id)], IsAbsent: node is null), cancellationToken);

    /// <summary>
    /// Found in the best of the locales, it is that node's as long as it does not change: nothing else can have its slug there. Otherwise any
    /// node might come to stand before it.
    /// </summary>
    public ValueTask<NodeDocument?> NodeBySlugAsync(
        Guid tenantId, string kind, string slug, IReadOnlyList<string> locales, bool withBody, Func<CancellationToken, Task<NodeDocument?>> load,
        CancellationToken cancellationToken) =>
        Cache.GetAsync(
            tenantId, $"slug:{kind}:{Way(locales, withBody)}:{slug.ToLowerInvariant()}", load,
            node => new Kept(
                BytesOf(node),
                node is null ? [ContentTags.Elsewhere(tenantId)] : node.Locale == locales[0] ? [ContentTags.Node(node.Id)] : [ContentTags.Node(node.Id), ContentTags.Elsewhere(tenantId)],
                IsAbsent: node is null),
            cancellationToken);

    /// <param name="tenantId">The tenant.</param>
    /// <param name="list">Everything that says which part of which list it is.</param>
    /// <param name="load">Reads it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<Page<NodeDocument>> NodesAsync(Guid tenantId, string list, Func<CancellationToken, Task<Page<NodeDocument>>> load, CancellationToken cancellationToken) =>
        Cache.GetAsync(
            tenantId, "nodes:" + list, load, page => new Kept(page.Items.Sum(i => BytesOf(i.Item) + 100), [ContentTags.Lists(tenantId)]), cancellationToken);

    /// <summary>Names of categories or tags, in whatever form they were asked for.</summary>
    public ValueTask<T> NamesAsync<T>(Guid tenantId, string key, Func<CancellationToken, Task<T>> load, Func<T, int> count, CancellationToken cancellationToken) =>
        Cache.GetAsync(tenantId, "names:" + key, load, names => new Kept((count(names) + 1) * Overhead, [ContentTags.Names(tenantId)], IsAbsent: count(names) == 0), cancellationToken);

    /// <summary>The ids as part of a key, whatever their order.</summary>
    public static string KeyOf(IReadOnlyList<Guid> ids)
    {
        if (ids.Count == 1)
            return ids[0].ToString("N");
        var text = string.Join(',', ids.Order().Select(id => id.ToString("N")));
        return ids.Count <= 4 ? text : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
    }

    public static string Way(IReadOnlyList<string> locales, bool withBody = false) =>
        string.Create(CultureInfo.InvariantCulture, $"{(withBody ? 1 : 0)}:{string.Join(',', locales)}");

    private NamedCache Cache => caches.Get(Declaration);

    private static long BytesOf(NodeDocument? node) =>
        node is null ? Overhead / 4 : Overhead + (2L * (node.Title.Length + node.Slug.Length + node.Metadata.Length + (node.Excerpt?.Length ?? 0) + (node.Body?.Length ?? 0)));
}
