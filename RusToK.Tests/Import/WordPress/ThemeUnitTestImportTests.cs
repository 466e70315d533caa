using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RusToK.Core.Import.WordPress.Mapping;
using Xunit;

namespace RusToK.Tests.Import.WordPress;

/// <summary>The WordPress theme unit test export, imported whole; what is here is compared with the file as another reader sees it.</summary>
public sealed partial class ThemeUnitTestImportTests(ThemeUnitTestImport import) : IClassFixture<ThemeUnitTestImport>
{
    private static readonly XNamespace Wp = "https://wordpress.org/export/1.2/";
    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";

    [Fact]
    public async Task Counts_of_each_kind_are_the_files_own_and_everything_is_imported_or_has_a_reason()
    {
        var (_, text, result) = await import.GetAsync();

        Assert.Null(result.Summary.Damage);
        Assert.Equal(
            (Occurrences(text, "<wp:author>"), Occurrences(text, "<wp:category>"), Occurrences(text, "<wp:tag>"), Occurrences(text, "<wp:term>"), Occurrences(text, "<wp:comment>"), Occurrences(text, "<wp:postmeta>")),
            (InFile("author"), InFile("category"), InFile("tag"), InFile("term"), InFile("comment"), InFile("custom_field")));
        foreach (var type in PostType().Matches(text).CountBy(m => m.Groups[1].Value))
            Assert.Equal(type.Value, InFile(type.Key));
        Assert.All(result.Report.Counts, c => Assert.True(c.IsComplete, c.ToString()));
        Assert.Equal((67, 110, 51, 21, 28), (result.Of("category").Imported, result.Of("tag").Imported, result.Of("post").Imported, result.Of("page").Imported, result.Of("comment").Imported));
        Assert.Equal(
            ["attachment no-place 38", "comment pingback 2", "comment trackback 2", "nav_menu_item no-place 70", "term no-place 6"],
            result.Report.SkippedBecause.Where(r => r.Kind != "custom_field").Select(r => $"{r.Kind} {r.Code} {r.Count}").Order());

        long InFile(string kind) => result.Report.CountsOf(kind).InFile;
    }

    [Fact]
    public async Task Every_body_is_equal_byte_for_byte()
    {
        var (tenant, _, _) = await import.GetAsync();

        foreach (var item in Items().Where(IsContent))
        {
            Assert.Equal(item.Element(Content + "encoded")!.Value, (await tenant.NodeAsync(Number(item, "post_id"))).Body);
            foreach (var comment in Comments(item))
                Assert.Equal(comment.Element(Wp + "comment_content")!.Value, (await tenant.ReplyAsync(Number(comment, "comment_id"))).Body);
        }
    }

    [Fact]
    public async Task Every_item_stands_where_it_stands_in_the_file_in_its_state_with_its_terms()
    {
        var (tenant, _, _) = await import.GetAsync();

        foreach (var item in Items().Where(IsContent))
        {
            var node = await tenant.NodeAsync(Number(item, "post_id"));
            var parent = Number(item, "post_parent");
            Assert.Equal(parent == 0 ? null : (await tenant.NodeAsync(parent)).Id, node.ParentId);
            Assert.Equal((int)Number(item, "menu_order"), node.Position);
            Assert.Equal(item.Element(Wp + "post_type")!.Value, node.Kind);
            var isPublished = item.Element(Wp + "status")!.Value == "publish" && item.Element(Wp + "post_password")!.Value.Length == 0;
            Assert.Equal(isPublished ? "published" : "draft", node.Status);
            Assert.Equal(isPublished ? item.Element(Wp + "post_date_gmt")!.Value : "", node.PublishedAt);
            Assert.Equal(PlainTitle.Of(item.Element("title")!.Value) is { Length: > 0 } title ? title : node.Title, node.Title);
            Assert.Equal(Terms(item, "category").FirstOrDefault("").ToLowerInvariant(), node.Category);
            Assert.Equal(Terms(item, "post_tag").Select(t => t.ToLowerInvariant()).Order(StringComparer.Ordinal), node.Tags.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
            foreach (var comment in Comments(item))
            {
                var answered = Number(comment, "comment_parent");
                var reply = await tenant.ReplyAsync(Number(comment, "comment_id"));
                Assert.Equal(answered == 0 ? node.Id : (await tenant.ReplyAsync(answered)).Id, reply.ParentId);
                Assert.Equal(isPublished && comment.Element(Wp + "comment_approved")!.Value == "1" ? "published" : "draft", reply.Status);
            }
        }
    }

    [Fact]
    public async Task Every_category_stands_where_it_stands_in_the_file()
    {
        var (tenant, _, _) = await import.GetAsync();

        var expected = XDocument.Load(ThemeUnitTestFile.Require()).Root!.Element("channel")!.Elements(Wp + "category")
            .Select(c => (c.Element(Wp + "category_nicename")!.Value, c.Element(Wp + "category_parent")!.Value)).OrderBy(c => c.Item1, StringComparer.Ordinal);

        Assert.Equal(expected, (await tenant.CategoriesAsync()).Select(c => (c.Slug, c.Parent)));
    }

    [Fact]
    public async Task A_second_import_changes_no_row_and_appends_no_event()
    {
        var (tenant, _, _) = await import.GetAsync();
        var (events, hash) = (await tenant.CountEventsAsync(), await tenant.HashAsync());

        var again = await tenant.ImportAsync(await File.ReadAllBytesAsync(ThemeUnitTestFile.Require(), ImportHost.Cancellation));

        Assert.Equal((events, hash), (await tenant.CountEventsAsync(), await tenant.HashAsync()));
        Assert.All(again.Report.Counts, c => Assert.Equal((0, 0), (c.Imported, c.Updated)));
        Assert.Equal((67, 110, 51, 21, 28), (again.Of("category").Unchanged, again.Of("tag").Unchanged, again.Of("post").Unchanged, again.Of("page").Unchanged, again.Of("comment").Unchanged));
    }

    [Fact]
    public async Task No_mail_address_of_an_author_or_a_commenter_is_kept()
    {
        var (tenant, text, _) = await import.GetAsync();
        var addresses = Mail().Matches(text).Select(m => m.Groups[1].Value).Where(a => a.Contains('@', StringComparison.Ordinal)).Distinct().ToList();

        var payloads = string.Join('\n', (await tenant.Host.RowsAsync("SELECT payload::text FROM events.log WHERE tenant_id = $1", tenant.Tenant.Id)).Select(r => r[0]));

        Assert.NotEmpty(addresses);
        Assert.All(addresses, address => Assert.DoesNotContain(address, payloads, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<XElement> Items() =>
        XDocument.Load(ThemeUnitTestFile.Require(), LoadOptions.PreserveWhitespace).Root!.Element("channel")!.Elements("item");

    private static bool IsContent(XElement item) => item.Element(Wp + "post_type")!.Value is "post" or "page";

    private static IEnumerable<XElement> Comments(XElement item) =>
        item.Elements(Wp + "comment").Where(c => c.Element(Wp + "comment_type")!.Value is "" or "comment");

    private static IEnumerable<string> Terms(XElement item, string domain) =>
        item.Elements("category").Where(c => c.Attribute("domain")?.Value == domain).Select(c => c.Attribute("nicename")!.Value).Distinct();

    private static long Number(XElement parent, string name) => long.Parse(parent.Element(Wp + name)!.Value, CultureInfo.InvariantCulture);

    private static int Occurrences(string text, string tag) => Regex.Count(text, Regex.Escape(tag));

    [GeneratedRegex(@"<wp:post_type>(?:<!\[CDATA\[)?(\w+)")]
    private static partial Regex PostType();

    [GeneratedRegex(@"<wp:(?:author|comment_author)_email>(?:<!\[CDATA\[)?([^<\]]*)")]
    private static partial Regex Mail();
}
