using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RusToK.Core.Import.WordPress;
using Xunit;

namespace RusToK.Tests.Import;

/// <summary>
/// The WordPress theme unit test export, kept beside the repository because of its licence. What the reader says is compared
/// with counts of the raw text and with the whole document loaded by another API.
/// </summary>
public sealed partial class WordPressThemeUnitTestDataTests
{
    private static readonly XNamespace Wp = "https://wordpress.org/export/1.2/";
    private static readonly XNamespace Excerpt = "https://wordpress.org/export/1.2/excerpt/";
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace DublinCore = "http://purl.org/dc/elements/1.1/";

    [Fact]
    public async Task Entries_of_each_kind_are_as_many_as_start_tags_in_the_text()
    {
        var text = await File.ReadAllTextAsync(ThemeUnitTestFile.Require(), TestContext.Current.CancellationToken);
        var entries = await ReadAsync();

        Assert.Equal(
            (Occurrences(text, "<wp:author>"), Occurrences(text, "<wp:category>"), Occurrences(text, "<wp:tag>"), Occurrences(text, "<wp:term>")),
            (entries.OfType<WxrAuthor>().Count(), entries.OfType<WxrCategory>().Count(), entries.OfType<WxrTag>().Count(), entries.OfType<WxrTerm>().Count()));
        Assert.Equal(Occurrences(text, "<item>"), entries.OfType<WxrItem>().Count());
        Assert.Equal(Occurrences(text, "<wp:comment>"), entries.OfType<WxrItem>().Sum(i => i.Comments.Count));
        Assert.Equal(Occurrences(text, "<wp:postmeta>"), entries.OfType<WxrItem>().Sum(i => i.Meta.Count));
        Assert.Equal(Occurrences(text, "<category domain="), entries.OfType<WxrItem>().Sum(i => i.Terms.Count));
        Assert.Empty(entries.OfType<WxrRejected>());
    }

    [Fact]
    public async Task Items_per_type_and_status_are_as_many_as_in_the_text()
    {
        var text = await File.ReadAllTextAsync(ThemeUnitTestFile.Require(), TestContext.Current.CancellationToken);
        var items = (await ReadAsync()).OfType<WxrItem>().ToList();

        Assert.Equal(Tally(PostType().Matches(text).Select(m => m.Groups[1].Value)), Tally(items.Select(i => i.PostType)));
        Assert.Equal(Tally(Status().Matches(text).Select(m => m.Groups[1].Value)), Tally(items.Select(i => i.Status)));
        Assert.Equal(
            ["attachment 38", "nav_menu_item 70", "page 21", "post 51"],
            Tally(items.Select(i => i.PostType)));
    }

    [Fact]
    public async Task Every_text_of_every_item_is_what_another_reader_finds()
    {
        var expected = Items().Select(item => string.Join('\u001f', [
            Text(item, Wp + "post_id"), Text(item, "title"), Text(item, "link"), Text(item, "guid"), Text(item, Wp + "post_name"),
            Text(item, DublinCore + "creator"), Text(item, Content + "encoded"), Text(item, Excerpt + "encoded"),
            Text(item, Wp + "status"), Text(item, Wp + "comment_status"), Text(item, Wp + "attachment_url"),
            Text(item, Wp + "post_parent"), Text(item, Wp + "menu_order"), Text(item, Wp + "is_sticky"),
            .. item.Elements("category").Select(c => $"{c.Attribute("domain")?.Value}/{c.Attribute("nicename")?.Value}/{c.Value}"),
            .. item.Elements(Wp + "postmeta").Select(m => $"{Text(m, Wp + "meta_key")}={Text(m, Wp + "meta_value")}"),
        ]));

        var actual = (await ReadAsync()).OfType<WxrItem>().Select(item => string.Join('\u001f', [
            Number(item.PostId), item.Title, item.Link, item.FeedGuid, item.Slug, item.AuthorLogin, item.Content, item.Excerpt,
            item.Status, item.CommentStatus, item.AttachmentUrl ?? "", Number(item.ParentId ?? 0), Number(item.MenuOrder),
            item.IsSticky ? "1" : "0",
            .. item.Terms.Select(t => $"{t.Domain}/{t.Nicename}/{t.Name}"),
            .. item.Meta.Select(m => $"{m.Key}={m.Value}"),
        ]));

        Assert.Equal(expected, actual);
    }

    [Fact]
    public async Task Every_comment_is_what_another_reader_finds()
    {
        var expected = Items().SelectMany(item => item.Elements(Wp + "comment")).Select(c => string.Join('\u001f', [
            Text(c, Wp + "comment_id"), Text(c, Wp + "comment_author"), Text(c, Wp + "comment_author_email"),
            Text(c, Wp + "comment_author_url"), Text(c, Wp + "comment_date_gmt"), Text(c, Wp + "comment_content"),
            Text(c, Wp + "comment_approved"), Text(c, Wp + "comment_type"), Text(c, Wp + "comment_parent"), Text(c, Wp + "comment_user_id"),
        ]));

        var actual = (await ReadAsync()).OfType<WxrItem>().SelectMany(item => item.Comments).Select(c => string.Join('\u001f', [
            Number(c.Id), c.Author, c.AuthorEmail, c.AuthorUrl, Date(c.DateGmt), c.Content, c.Approved, c.Type,
            Number(c.ParentId ?? 0), Number(c.UserId ?? 0),
        ]));

        Assert.Equal(expected, actual);
    }

    [Fact]
    public async Task Every_date_is_what_another_reader_finds()
    {
        var expected = Items().Select(item => (Text(item, Wp + "post_date"), Text(item, Wp + "post_date_gmt")));

        var actual = (await ReadAsync()).OfType<WxrItem>().Select(item => (Date(item.PostDate), Date(item.PostDateGmt)));

        Assert.Equal(expected, actual);
    }

    [Fact]
    public async Task Every_term_is_what_another_reader_finds()
    {
        var channel = XDocument.Load(ThemeUnitTestFile.Require()).Root!.Element("channel")!;
        var expected = channel.Elements(Wp + "category")
            .Select(c => (Text(c, Wp + "category_nicename"), Text(c, Wp + "category_parent"), Text(c, Wp + "cat_name"), Text(c, Wp + "category_description")))
            .Concat(channel.Elements(Wp + "tag")
                .Select(t => (Text(t, Wp + "tag_slug"), "", Text(t, Wp + "tag_name"), Text(t, Wp + "tag_description"))))
            .Concat(channel.Elements(Wp + "term")
                .Select(t => (Text(t, Wp + "term_slug"), Text(t, Wp + "term_parent"), Text(t, Wp + "term_name"), "")));

        var entries = await ReadAsync();
        var actual = entries.OfType<WxrCategory>().Select(c => (c.Nicename, c.ParentNicename ?? "", c.Name, c.Description))
            .Concat(entries.OfType<WxrTag>().Select(t => (t.Slug, "", t.Name, t.Description)))
            .Concat(entries.OfType<WxrTerm>().Select(t => (t.Slug, t.ParentSlug ?? "", t.Name, t.Description)));

        Assert.Equal(expected, actual);
    }

    private static async Task<List<WxrEntry>> ReadAsync()
    {
        var entries = new List<WxrEntry>();
        await using var stream = File.OpenRead(ThemeUnitTestFile.Require());
        await foreach (var entry in new WxrReader(stream).ReadAsync(TestContext.Current.CancellationToken))
            entries.Add(entry);
        return entries;
    }

    private static IEnumerable<XElement> Items() =>
        XDocument.Load(ThemeUnitTestFile.Require(), LoadOptions.PreserveWhitespace).Root!.Element("channel")!.Elements("item");

    private static string Text(XElement parent, XName name) => parent.Element(name)?.Value ?? "";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Date(DateTimeOffset? date) =>
        date?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "0000-00-00 00:00:00";

    private static int Occurrences(string text, string tag) => Regex.Count(text, Regex.Escape(tag));

    private static List<string> Tally(IEnumerable<string> values) =>
        [.. values.CountBy(value => value).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}")];

    [GeneratedRegex(@"<wp:post_type>(?:<!\[CDATA\[)?(\w+)")]
    private static partial Regex PostType();

    [GeneratedRegex(@"<wp:status>(?:<!\[CDATA\[)?(\w+)")]
    private static partial Regex Status();
}
