using System.Text;
using RusToK.Core.Import.WordPress;
using Xunit;

namespace RusToK.Tests.Import;

public sealed class WxrReaderTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_site_comes_first_with_the_channels_own_fields()
    {
        var site = Assert.IsType<WxrSite>((await WxrDocument.ReadAsync(WxrDocument.Full))[0]);

        Assert.Equal(
            ("Zażółć & co", "https://blog.test", "About", "pl-PL", "https://network.test/", "https://blog.test", "1.2"),
            (site.Title, site.Link, site.Description, site.Language, site.BaseSiteUrl, site.BaseBlogUrl, site.WxrVersion));
    }

    [Fact]
    public async Task An_author_is_read_with_login_and_names()
    {
        var author = (await WxrDocument.ReadAsync(WxrDocument.Full)).OfType<WxrAuthor>().Single();

        Assert.Equal(
            (3L, "ada", "ada@blog.test", "Ada L", "Ada", ""),
            (author.Id, author.Login, author.Email, author.DisplayName, author.FirstName, author.LastName));
    }

    [Fact]
    public async Task Categories_know_their_parent_and_roots_have_none()
    {
        var categories = (await WxrDocument.ReadAsync(WxrDocument.Full)).OfType<WxrCategory>().ToList();

        Assert.Equal(
            [(11L, "child", "root", "Child & co", "Below root"), (null, "root", null, "Root", "")],
            categories.Select(c => (c.TermId, c.Nicename, c.ParentNicename, c.Name, c.Description)));
    }

    [Fact]
    public async Task Tags_keep_their_encoded_slug()
    {
        var tag = (await WxrDocument.ReadAsync(WxrDocument.Full)).OfType<WxrTag>().Single();

        Assert.Equal((12L, "%d0%b9", "й", "A letter"), (tag.TermId, tag.Slug, tag.Name, tag.Description));
    }

    [Fact]
    public async Task Terms_of_custom_taxonomies_are_read_with_parent_and_meta()
    {
        var term = (await WxrDocument.ReadAsync(WxrDocument.Full)).OfType<WxrTerm>().Single();

        Assert.Equal((13L, "genre", "noir", "crime", "Noir"), (term.TermId, term.Taxonomy, term.Slug, term.ParentSlug, term.Name));
        Assert.Equal([new WxrMeta("colour", "black")], term.Meta);
    }

    [Fact]
    public async Task An_item_is_read_with_all_its_fields()
    {
        var item = (await WxrDocument.ReadAsync(WxrDocument.Full)).OfType<WxrItem>().First();

        Assert.Equal((42L, "page", "publish", "a", "ada"), (item.PostId, item.PostType, item.Status, item.Slug, item.AuthorLogin));
        Assert.Equal(
            ("A <em>title</em>", "https://blog.test/a/", "https://blog.test/?p=42", "short"),
            (item.Title, item.Link, item.FeedGuid, item.Excerpt));
        Assert.Equal(
            (41L, -5, true, true, "open", "https://blog.test/f.png"),
            (item.ParentId, item.MenuOrder, item.IsSticky, item.HasPassword, item.CommentStatus, item.AttachmentUrl));
        Assert.Equal([new WxrMeta("_k", "a:1:{i:0;s:1:\"x\";}")], item.Meta);
    }

    [Fact]
    public async Task A_body_split_into_cdata_sections_is_joined_and_keeps_its_white_space()
    {
        var item = (await WxrDocument.ReadAsync(WxrDocument.Full)).OfType<WxrItem>().First();

        Assert.Equal("  <p>one ]]> two</p>\n  ", item.Content);
    }

    [Fact]
    public async Task A_body_of_white_space_alone_is_kept()
    {
        Assert.Equal(" \n\t ", (await WxrDocument.ReadItemAsync("<content:encoded> \n\t </content:encoded>")).Content);
    }

    [Fact]
    public async Task Text_comments_entities_and_cdata_in_one_field_are_joined()
    {
        var item = await WxrDocument.ReadItemAsync("<title>a &lt;<!-- gone -->b<![CDATA[ & c]]>&#x2014;</title>");

        Assert.Equal("a <b & c—", item.Title);
    }

    [Fact]
    public async Task Line_endings_come_as_xml_normalizes_them()
    {
        var item = await WxrDocument.ReadItemAsync("<content:encoded><![CDATA[a\r\nb\rc\n]]></content:encoded>");

        Assert.Equal("a\nb\nc\n", item.Content);
    }

    [Fact]
    public async Task The_offset_of_the_local_date_is_what_lies_between_it_and_utc()
    {
        var item = (await WxrDocument.ReadAsync(WxrDocument.Full)).OfType<WxrItem>().First();

        Assert.Equal(new DateTimeOffset(2018, 10, 21, 3, 3, 48, TimeSpan.Zero), item.PostDateGmt);
        Assert.Equal(TimeSpan.Zero, item.PostDateGmt!.Value.Offset);
        Assert.Equal(item.PostDateGmt, item.PostDate);
        Assert.Equal(TimeSpan.FromHours(-7), item.PostDate!.Value.Offset);
        Assert.Equal(item.PostDateGmt, item.PubDate);
        Assert.Equal(new DateTimeOffset(2019, 1, 2, 3, 4, 5, TimeSpan.Zero), item.ModifiedGmt);
    }

    [Fact]
    public async Task Zero_dates_and_zero_parents_are_null()
    {
        var draft = (await WxrDocument.ReadAsync(WxrDocument.Full)).OfType<WxrItem>().Last();

        Assert.Null(draft.PostDateGmt);
        Assert.Null(draft.PubDate);
        Assert.Null(draft.ParentId);
        Assert.Equal(new DateTimeOffset(2020, 5, 6, 7, 8, 9, TimeSpan.Zero), draft.PostDate);
    }

    [Fact]
    public async Task A_local_date_that_no_time_zone_explains_gets_offset_zero()
    {
        var item = await WxrDocument.ReadItemAsync(
            "<wp:post_date>2020-01-01 00:00:00</wp:post_date><wp:post_date_gmt>1999-01-01 00:00:30</wp:post_date_gmt>");

        Assert.Equal(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), item.PostDate);
    }

    [Fact]
    public async Task Terms_of_an_item_count_only_with_domain_and_nicename()
    {
        var item = (await WxrDocument.ReadAsync(WxrDocument.Full)).OfType<WxrItem>().First();

        Assert.Equal([new WxrItemTerm("category", "child", "Child & co"), new WxrItemTerm("post_tag", "%d0%b9", "й")], item.Terms);
    }

    [Fact]
    public async Task A_comment_is_read_with_all_its_fields()
    {
        var comment = (await WxrDocument.ReadAsync(WxrDocument.Full)).OfType<WxrItem>().First().Comments.Single();

        Assert.Equal(
            (5L, "Bob", "bob@b.test", "https://b.test", "Hi <b>there</b>"),
            (comment.Id, comment.Author, comment.AuthorEmail, comment.AuthorUrl, comment.Content));
        Assert.Equal(("1", "pingback", 4L, 3L), (comment.Approved, comment.Type, comment.ParentId, comment.UserId));
        Assert.Equal(new DateTimeOffset(2018, 10, 22, 1, 2, 3, TimeSpan.Zero), comment.DateGmt);
        Assert.Equal([new WxrMeta("rating", "9")], comment.Meta);
    }

    [Theory]
    [InlineData("http", "1.0")]
    [InlineData("http", "1.1")]
    [InlineData("https", "1.2")]
    public async Task Every_version_of_the_namespaces_is_understood(string scheme, string version)
    {
        var namespaces = $"xmlns:excerpt=\"{scheme}://wordpress.org/export/{version}/excerpt/\" " +
            "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" " +
            $"xmlns:wp=\"{scheme}://wordpress.org/export/{version}/\"";
        var entries = await WxrDocument.ReadAsync(
            WxrDocument.With(WxrDocument.Item("<excerpt:encoded>e</excerpt:encoded><dc:creator>c</dc:creator>"), namespaces, version));

        Assert.Equal(version, ((WxrSite)entries[0]).WxrVersion);
        Assert.Equal(("e", "c"), (((WxrItem)entries[1]).Excerpt, ((WxrItem)entries[1]).AuthorLogin));
    }

    [Fact]
    public async Task Prefixes_may_differ_from_the_usual_ones()
    {
        var entries = await WxrDocument.ReadAsync(
            "<rss xmlns:w=\"http://wordpress.org/export/1.2/\"><channel><w:wxr_version>1.2</w:wxr_version>" +
            "<item><w:post_id>7</w:post_id><w:post_type>post</w:post_type></item></channel></rss>");

        Assert.Equal(7, ((WxrItem)entries[1]).PostId);
    }

    [Fact]
    public async Task Prefixes_that_old_exports_leave_undeclared_are_understood()
    {
        var entries = await WxrDocument.ReadAsync(
            WxrDocument.With(WxrDocument.Item("<excerpt:encoded>e</excerpt:encoded>"), namespaces: "", version: "1.0"));

        Assert.Equal("e", ((WxrItem)entries[1]).Excerpt);
    }

    [Fact]
    public async Task A_field_of_the_same_name_in_a_foreign_namespace_is_passed_over()
    {
        var item = await WxrDocument.ReadItemAsync("<x:title xmlns:x=\"urn:x\">no</x:title><title>yes</title>");

        Assert.Equal("yes", item.Title);
    }

    [Fact]
    public async Task An_export_without_entries_is_its_site_alone()
    {
        Assert.IsType<WxrSite>(Assert.Single(await WxrDocument.ReadAsync(WxrDocument.With(""))));
    }

    [Fact]
    public async Task Ordinals_count_the_entries_without_a_gap_over_a_rejected_one()
    {
        var entries = await WxrDocument.ReadAsync(
            WxrDocument.With(WxrDocument.MinimalItem + "<item><wp:post_id>x</wp:post_id></item>" + WxrDocument.MinimalItem));

        Assert.Equal([0L, 1L, 2L, 3L], entries.Select(e => e.Position.Ordinal));
        Assert.IsType<WxrRejected>(entries[2]);
    }

    [Fact]
    public async Task Each_entry_names_the_line_and_column_of_its_start_tag()
    {
        var lines = WxrDocument.Full.Split('\n');
        var entries = await WxrDocument.ReadAsync(WxrDocument.Full);

        Assert.All(entries.OfType<WxrItem>(), item => Assert.StartsWith(
            "item", lines[item.Position.Line - 1][(item.Position.Column - 1)..], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bytes_read_grow_with_the_entries_and_end_at_the_length_of_the_file()
    {
        var body = new string('x', 20_000);
        var document = Encoding.UTF8.GetBytes(WxrDocument.With(string.Concat(
            Enumerable.Repeat(WxrDocument.Item($"<content:encoded>{body}</content:encoded>"), 50))));
        using var stream = new MemoryStream(document);
        var reader = new WxrReader(stream);
        var positions = new List<long>();
        await foreach (var entry in reader.ReadAsync(Cancelled))
            positions.Add(entry.Position.BytesRead);

        Assert.Equal(positions.Order(), positions);
        Assert.InRange(positions[25], document.Length / 4, document.Length * 3 / 4);
        Assert.Equal(document.Length, reader.BytesRead);
    }

    [Fact]
    public async Task The_file_is_read_no_further_than_its_entries_are_asked_for()
    {
        var document = Encoding.UTF8.GetBytes(WxrDocument.With(string.Concat(
            Enumerable.Repeat(WxrDocument.Item($"<content:encoded>{new string('x', 20_000)}</content:encoded>"), 200))));
        using var stream = new MemoryStream(document);
        var reader = new WxrReader(stream);
        await using var entries = reader.ReadAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        Assert.True(await entries.MoveNextAsync());
        Assert.True(await entries.MoveNextAsync());

        Assert.InRange(reader.BytesRead, 1, document.Length / 4);
    }

    [Fact]
    public async Task The_stream_stays_open()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(WxrDocument.Full));
        await foreach (var _ in new WxrReader(stream).ReadAsync(Cancelled))
        {
        }

        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task A_reader_reads_once()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(WxrDocument.Full));
        var reader = new WxrReader(stream);
        await using var first = reader.ReadAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        await first.MoveNextAsync();
        await using var second = reader.ReadAsync(Cancelled).GetAsyncEnumerator(Cancelled);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await second.MoveNextAsync());
    }

    [Fact]
    public async Task Cancellation_ends_reading()
    {
        using var cancellation = new CancellationTokenSource();
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(WxrDocument.Full));
        await using var entries = new WxrReader(stream).ReadAsync(cancellation.Token).GetAsyncEnumerator(Cancelled);
        await entries.MoveNextAsync();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (await entries.MoveNextAsync())
            {
            }
        });
    }
}
