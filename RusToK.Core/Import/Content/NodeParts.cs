using System.Globalization;
using System.Text.Json;
using RusToK.Core.Content;
using RusToK.Core.Content.External;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Import.Content;

/// <summary>The parts of a node that change one by one, of what a file wants and of what is here.</summary>
internal static class NodeParts
{
    public const string Words = "words";
    public const string Place = "place";
    public const string Category = "category";
    public const string Tags = "tags";
    public const string Publication = "publication";
    public const string Details = "details";

    /// <summary>The slug the source has.</summary>
    public const string Slug = "slug";

    /// <summary>The slug the node got, which is another one when that was taken.</summary>
    public const string Address = "address";

    public static Fingerprint Of(ImportedNode node) => new Fingerprint()
        .Add(Words, WordValues(node.Locale, node.Title.Trim(), node.Excerpt, node.BodyFormat, node.Body))
        .Add(Slug, node.Slugs[0])
        .Add(Place, PlaceValues(node.ParentId, node.Position))
        .Add(Category, node.CategoryId?.ToString())
        .Add(Tags, TagValues(node.TagIds))
        .Add(Publication, PublicationValues(node.Status, node.PublishedAt))
        .Add(Details, DetailValues(node.Metadata, node.Metadata));

    /// <param name="snapshot">A node that has words in the language.</param>
    /// <param name="metadata">What the source wants; only its properties are looked at.</param>
    public static Fingerprint Of(NodeSnapshot snapshot, JsonElement metadata)
    {
        var (node, words) = (snapshot.Node, snapshot.Words!);
        return new Fingerprint()
            .Add(Words, WordValues(words.Locale, words.Title, words.Excerpt, words.BodyFormat, words.Body))
            .Add(Slug, words.Slug)
            .Add(Place, PlaceValues(node.ParentId, node.Position))
            .Add(Category, node.CategoryId?.ToString())
            .Add(Tags, TagValues(snapshot.TagIds))
            .Add(Publication, PublicationValues(node.Status, node.PublishedAt))
            .Add(Details, DetailValues(node.Metadata, metadata));
    }

    private static IEnumerable<string?> WordValues(string locale, string title, string? excerpt, BodyFormat format, string body) =>
        [locale, title, excerpt, EnumText<BodyFormat>.Of(format), body];

    private static IEnumerable<string?> PlaceValues(Guid? parentId, int position) =>
        [parentId?.ToString(), position.ToString(CultureInfo.InvariantCulture)];

    private static IEnumerable<string?> TagValues(IEnumerable<Guid> tagIds) => tagIds.Order().Select(id => id.ToString());

    /// <summary>A draft that was published once keeps the date, which is nothing the source said.</summary>
    private static IEnumerable<string?> PublicationValues(NodeStatus status, DateTimeOffset? publishedAt) =>
    [
        EnumText<NodeStatus>.Of(status),
        status == NodeStatus.Draft ? null : publishedAt?.ToStorable().ToString("O", CultureInfo.InvariantCulture),
    ];

    private static IEnumerable<string?> DetailValues(JsonElement has, JsonElement owned) =>
        owned.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)
            .SelectMany(name => (string?[])[name, has.TryGetProperty(name, out var value) ? CanonicalJson.Of(value) : null]);
}
