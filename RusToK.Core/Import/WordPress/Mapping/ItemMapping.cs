using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Import.WordPress.Mapping;

/// <summary>What posts, pages and custom types become.</summary>
/// <param name="site">Address of the site.</param>
/// <param name="authors">Names of authors by login, as far as the file has told them.</param>
/// <param name="clock">What is dated later than now is no publication yet.</param>
internal sealed class ItemMapping(string site, IReadOnlyDictionary<string, string?> authors, TimeProvider clock)
{
    /// <summary>The property of the metadata that is the source's.</summary>
    public const string Owned = "wordpress";

    private const string FormatPrefix = "post-format-";

    /// <summary>PostgreSQL's driver takes the very first instant for the infinite past.</summary>
    private const int FirstYear = 2;

    public Mapped<MappedNode> Map(WxrItem item)
    {
        if ((PostTypes.Refuse(item.PostType) ?? RefuseStatus(item.Status)) is { } refusal)
            return refusal;

        var notes = new List<ImportReason>();
        var publishedAt = DateOf(item);
        var status = StatusOf(item, publishedAt, notes);
        var (title, isOriginal) = TitleOf(item, notes);
        var slug = WordPressSlug.Decode(item.Slug) ?? SlugText.From(title);
        var excerpt = item.Excerpt.Length == 0 ? null : item.Excerpt;
        if (excerpt?.Length > NodeRules.MaxExcerpt)
            notes.Add(new ImportReason(
                "excerpt-in-metadata", $"Its excerpt has {excerpt.Length} characters; {NodeRules.MaxExcerpt} are allowed. It is in the metadata."));

        var categories = item.Terms.Where(t => t.Domain == "category").DistinctBy(t => t.Nicename).ToList();
        var tags = item.Terms.Where(t => t.Domain == "post_tag").DistinctBy(t => t.Nicename).ToList();
        if (tags.Count > NodeRules.MaxTags)
            notes.Add(new ImportReason("tags-in-metadata", $"It has {tags.Count} tags; {NodeRules.MaxTags} are allowed. The others are in the metadata."));

        var details = new JsonObject
        {
            ["site"] = site,
            ["id"] = item.PostId,
            ["type"] = item.PostType,
            ["status"] = item.Status,
        };
        Add(details, "title", isOriginal ? null : item.Title);
        Add(details, "link", NullIfEmpty(item.Link));
        Add(details, "guid", NullIfEmpty(item.FeedGuid));
        Add(details, "author", AuthorOf(item.AuthorLogin));
        Add(details, "date", Text(item.PostDateGmt ?? item.PostDate));
        Add(details, "modified", Text(item.ModifiedGmt));
        Add(details, "excerpt", excerpt?.Length > NodeRules.MaxExcerpt ? excerpt : null);
        Add(details, "categories", categories.Count > 1 ? Terms(categories) : null);
        Add(details, "tags", tags.Count > NodeRules.MaxTags ? Terms(tags.Skip(NodeRules.MaxTags)) : null);
        Add(details, "terms", OtherTerms(item));
        Add(details, "format", FormatOf(item));
        Add(details, "sticky", item.IsSticky ? true : null);
        Add(details, "passwordProtected", item.HasPassword ? true : null);
        Add(details, "comments", NullIfEmpty(item.CommentStatus));
        var fields = new ItemFields(item.Meta);
        Add(details, "template", fields.Template);
        Add(details, "thumbnailId", fields.ThumbnailId);

        var node = new MappedNode
        {
            Kind = PostTypes.KindOf(item.PostType),
            Title = title,
            Slugs = WordPressSlug.Candidates(slug, item.PostId.ToString(CultureInfo.InvariantCulture)),
            Excerpt = excerpt?.Length > NodeRules.MaxExcerpt ? null : excerpt,
            Body = item.Content,
            Position = item.MenuOrder,
            Status = status,
            PublishedAt = status == NodeStatus.Published ? publishedAt : null,
            Metadata = Metadata(details),
            Notes = notes,
            Categories = categories,
            Tags = [.. tags.Take(NodeRules.MaxTags)],
            FieldsKept = fields.Plumbing,
        };
        node = WithFields(node, details, fields);
        return NodeLimits.Check(node) is { } broken ? broken : node;
    }

    /// <summary>An object of the source's own in the metadata.</summary>
    public static JsonElement Metadata(JsonObject details) =>
        JsonSerializer.SerializeToElement(new JsonObject { [Owned] = details.DeepClone() }, ImportJson.Options);

    public static void Add(JsonObject details, string name, JsonNode? value)
    {
        if (value is not null)
            details[name] = value;
    }

    public static string? Text(DateTimeOffset? date) => date?.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);

    private static ImportReason? RefuseStatus(string status) => status switch
    {
        "trash" => new ImportReason("in-trash", "It is in the trash."),
        "auto-draft" => new ImportReason("auto-draft", "It is an empty draft that WordPress made by itself."),
        "inherit" => new ImportReason("inherits", "It is a part of another item."),
        _ => null,
    };

    private NodeStatus StatusOf(WxrItem item, DateTimeOffset? publishedAt, List<ImportReason> notes)
    {
        var instead = item.Status switch
        {
            "publish" when item.HasPassword => "It is published for those who know a password",
            "publish" when publishedAt > clock.GetUtcNow() => "Its date of publication is to come",
            "publish" => null,
            "draft" => "",
            _ => $"Its status is '{item.Status}'",
        };
        if (instead is null)
            return NodeStatus.Published;
        if (instead.Length > 0)
            notes.Add(new ImportReason("draft-instead", instead + "; here it is a draft."));
        return NodeStatus.Draft;
    }

    private static DateTimeOffset? DateOf(WxrItem item) =>
        (item.PostDateGmt ?? item.PostDate ?? item.PubDate) is { } date && date.UtcDateTime.Year >= FirstYear ? date : null;

    private static (string Title, bool IsOriginal) TitleOf(WxrItem item, List<ImportReason> notes)
    {
        var title = PlainTitle.Of(item.Title);
        if (title.Length > 0)
            return (title, title == item.Title.Trim());
        notes.Add(new ImportReason("no-title", "It has no title; it got one made of its first words, its slug or its id."));
        var made = PlainTitle.FromBody(item.Content) ?? WordPressSlug.Decode(item.Slug) ?? FormattableString.Invariant($"#{item.PostId}");
        return (made, false);
    }

    private JsonObject? AuthorOf(string login)
    {
        var author = new JsonObject();
        Add(author, "login", PersonName.Of(login));
        Add(author, "name", PersonName.Of(authors.GetValueOrDefault(login)));
        return author.Count == 0 ? null : author;
    }

    private static string? FormatOf(WxrItem item) =>
        item.Terms.FirstOrDefault(t => t.Domain == "post_format")?.Nicename is { } format
            ? format.StartsWith(FormatPrefix, StringComparison.Ordinal) ? format[FormatPrefix.Length..] : format
            : null;

    private static JsonObject? OtherTerms(WxrItem item)
    {
        var terms = new JsonObject();
        foreach (var taxonomy in item.Terms.Where(t => t.Domain is not ("category" or "post_tag" or "post_format")).GroupBy(t => t.Domain))
            terms[taxonomy.Key] = Terms(taxonomy);
        return terms.Count == 0 ? null : terms;
    }

    private static JsonArray Terms(IEnumerable<WxrItemTerm> terms) =>
        [.. terms.Select(t => new JsonObject { ["slug"] = WordPressSlug.Decode(t.Nicename) ?? t.Nicename, ["name"] = PlainTitle.Of(t.Name) })];

    /// <summary>The node with its custom fields, if they fit.</summary>
    private static MappedNode WithFields(MappedNode node, JsonObject details, ItemFields fields)
    {
        if (fields.Public.Count == 0)
            return node;
        details["fields"] = fields.ToJson();
        var whole = Metadata(details);
        if (whole.GetRawText().Length <= NodeRules.MaxMetadata)
            return node with { Metadata = whole, FieldsKept = fields.Plumbing + fields.Public.Count };
        var note = new ImportReason(
            "fields-left-out", $"Its {fields.Public.Count} custom fields do not fit into {NodeRules.MaxMetadata} characters of metadata.");
        return node with { Notes = [.. node.Notes, note] };
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
