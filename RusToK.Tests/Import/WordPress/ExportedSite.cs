using System.Globalization;
using System.Text;

namespace RusToK.Tests.Import.WordPress;

/// <summary>A WordPress export in the making.</summary>
internal sealed class ExportedSite
{
    private readonly StringBuilder _entries = new();

    public string Address { get; init; } = "https://blog.test";

    public string Language { get; init; } = "en-US";

    public ExportedSite Author(string login, string name, string mail = "someone@mail.test") => Add(
        $"<wp:author>{Field("author_login", login)}{Field("author_email", mail)}{Field("author_display_name", name)}</wp:author>");

    public ExportedSite Category(string nicename, string name, string parent = "", string description = "") => Add(
        $"<wp:category>{Field("category_nicename", nicename)}{Field("category_parent", parent)}{Field("cat_name", name)}{Field("category_description", description)}</wp:category>");

    public ExportedSite Tag(string slug, string name, string description = "") => Add(
        $"<wp:tag>{Field("tag_slug", slug)}{Field("tag_name", name)}{Field("tag_description", description)}</wp:tag>");

    public ExportedSite Term(string taxonomy, string slug, string name) => Add(
        $"<wp:term>{Field("term_taxonomy", taxonomy)}{Field("term_slug", slug)}{Field("term_name", name)}</wp:term>");

    public ExportedSite Item(ExportedItem item) => Add(item.ToString());

    public ExportedSite Items(IEnumerable<ExportedItem> items)
    {
        foreach (var item in items)
            Item(item);
        return this;
    }

    public ExportedSite Post(long id, string title = "A post") => Item(new ExportedItem(id) { Title = title });

    public ExportedSite Page(long id, long parent = 0, string? slug = null) =>
        Item(new ExportedItem(id) { Type = "page", Parent = parent, Slug = slug ?? $"page-{id}", Title = $"Page {id}" });

    public ExportedSite Add(string entry)
    {
        _entries.Append(entry).Append('\n');
        return this;
    }

    public override string ToString() => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" {WxrDocument.Namespaces12}>
        <channel><title>A site</title><link>{Address}</link><language>{Language}</language><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>{Address}</wp:base_blog_url>
        {_entries}</channel>
        </rss>
        """;

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    internal static string Field(string name, string value) => $"<wp:{name}>{Text(value)}</wp:{name}>";

    internal static string Text(string value) => $"<![CDATA[{value.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal)}]]>";

    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An item of an export, with what a test does not care about filled in.</summary>
internal sealed record ExportedItem(long Id)
{
    public string Type { get; init; } = "post";

    public string Status { get; init; } = "publish";

    public string Title { get; init; } = "A title";

    /// <summary>Made of the id when null.</summary>
    public string? Slug { get; init; }

    public string Author { get; init; } = "ada";

    public string Body { get; init; } = "<p>Some words.</p>";

    public string Excerpt { get; init; } = "";

    public string Date { get; init; } = "2020-01-02 03:04:05";

    public long Parent { get; init; }

    public int Order { get; init; }

    public bool IsSticky { get; init; }

    public string Password { get; init; } = "";

    public IReadOnlyList<(string Domain, string Nicename, string Name)> Terms { get; init; } = [];

    public IReadOnlyList<(string Key, string Value)> Fields { get; init; } = [];

    public IReadOnlyList<ExportedComment> Comments { get; init; } = [];

    public ExportedItem In(params string[] categories) => this with { Terms = [.. Terms, .. categories.Select(c => ("category", c, c))] };

    public ExportedItem Tagged(params string[] tags) => this with { Terms = [.. Terms, .. tags.Select(t => ("post_tag", t, t))] };

    public override string ToString()
    {
        var item = new StringBuilder()
            .Append("<item><title>").Append(ExportedSite.Text(Title)).Append("</title>")
            .Append("<link>https://blog.test/?p=").Append(Id).Append("</link><guid>https://blog.test/guid/").Append(Id).Append("</guid>")
            .Append("<dc:creator>").Append(ExportedSite.Text(Author)).Append("</dc:creator>")
            .Append("<content:encoded>").Append(ExportedSite.Text(Body)).Append("</content:encoded>")
            .Append("<excerpt:encoded>").Append(ExportedSite.Text(Excerpt)).Append("</excerpt:encoded>")
            .Append(ExportedSite.Field("post_id", ExportedSite.Number(Id)))
            .Append(ExportedSite.Field("post_date", Date)).Append(ExportedSite.Field("post_date_gmt", Date))
            .Append(ExportedSite.Field("comment_status", "open"))
            .Append(ExportedSite.Field("post_name", Slug ?? $"item-{Id}"))
            .Append(ExportedSite.Field("status", Status))
            .Append(ExportedSite.Field("post_parent", ExportedSite.Number(Parent)))
            .Append(ExportedSite.Field("menu_order", ExportedSite.Number(Order)))
            .Append(ExportedSite.Field("post_type", Type))
            .Append(ExportedSite.Field("post_password", Password))
            .Append(ExportedSite.Field("is_sticky", IsSticky ? "1" : "0"));
        foreach (var (domain, nicename, name) in Terms)
            item.Append($"<category domain=\"{domain}\" nicename=\"{nicename}\">{ExportedSite.Text(name)}</category>");
        foreach (var (key, value) in Fields)
            item.Append($"<wp:postmeta>{ExportedSite.Field("meta_key", key)}{ExportedSite.Field("meta_value", value)}</wp:postmeta>");
        foreach (var comment in Comments)
            item.Append(comment);
        return item.Append("</item>").ToString();
    }
}

/// <summary>A comment of an export, with what a test does not care about filled in.</summary>
internal sealed record ExportedComment(long Id, long Answers = 0)
{
    public string Author { get; init; } = "Bob";

    public string Mail { get; init; } = "bob@secret.test";

    public string Address { get; init; } = "203.0.113.77";

    public string Date { get; init; } = "2020-02-03 04:05:06";

    public string Body { get; init; } = "I like it.";

    public string Approved { get; init; } = "1";

    public string Type { get; init; } = "comment";

    public override string ToString() =>
        $"<wp:comment>{ExportedSite.Field("comment_id", ExportedSite.Number(Id))}{ExportedSite.Field("comment_author", Author)}" +
        $"{ExportedSite.Field("comment_author_email", Mail)}{ExportedSite.Field("comment_author_IP", Address)}" +
        $"{ExportedSite.Field("comment_date_gmt", Date)}{ExportedSite.Field("comment_content", Body)}{ExportedSite.Field("comment_approved", Approved)}" +
        $"{ExportedSite.Field("comment_type", Type)}{ExportedSite.Field("comment_parent", ExportedSite.Number(Answers))}</wp:comment>";
}
