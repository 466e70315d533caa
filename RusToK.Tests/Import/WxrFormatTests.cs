using System.Text;
using RusToK.Core.Import.WordPress;
using Xunit;

namespace RusToK.Tests.Import;

public sealed class WxrFormatTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{\"json\": true}")]
    [InlineData("\u0089PNG\r\n")]
    [InlineData("<html><body/></html>")]
    [InlineData("<rss version=\"2.0\"/>")]
    [InlineData("<rss version=\"2.0\"><channel/></rss>")]
    [InlineData("<rss version=\"2.0\"><channel><title>News</title><item><title>A feed</title></item></channel></rss>")]
    [InlineData("<feed xmlns=\"http://www.w3.org/2005/Atom\"/>")]
    public async Task A_file_that_is_no_export_is_refused_by_name(string document)
    {
        var (entries, error) = await WxrDocument.TryReadAsync(Encoding.UTF8.GetBytes(document));

        Assert.Empty(entries);
        Assert.StartsWith("not a WordPress export (WXR): ", error?.Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.0")]
    [InlineData("")]
    [InlineData("new")]
    public async Task An_unknown_version_is_refused(string version)
    {
        var error = await FailureAsync(WxrDocument.With("", version: version));

        Assert.Equal("wp:wxr_version", error.Element);
        Assert.Contains("must be 1.0, 1.1, 1.2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_type_declaration_is_refused()
    {
        var error = await FailureAsync("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + WxrDocument.With(""));

        Assert.Contains("DTD is prohibited", error.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_undeclared_entity_is_refused_where_it_stands()
    {
        var error = await FailureAsync(WxrDocument.With(WxrDocument.Item("\n<title>a&nbsp;b</title>")));

        Assert.Equal((2, "title"), (error.Line, error.Element));
        Assert.Contains("'nbsp'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_control_character_is_refused_where_it_stands()
    {
        var error = await FailureAsync(WxrDocument.With(WxrDocument.Item("\n<title>a\u0008b</title>")));

        Assert.Equal((2, 9, "title"), (error.Line, error.Column, error.Element));
    }

    [Fact]
    public async Task A_wrong_end_tag_names_the_innermost_element()
    {
        var error = await FailureAsync(WxrDocument.With("<item>\n<wp:postmeta></item>"));

        Assert.Equal((2, "wp:postmeta"), (error.Line, error.Element));
    }

    [Fact]
    public async Task Bytes_that_are_not_utf_8_are_refused()
    {
        var document = Encoding.Latin1.GetBytes(WxrDocument.With(WxrDocument.Item("<title>\u00e9t\u00e9</title>")));

        var (_, error) = await WxrDocument.TryReadAsync(document);

        Assert.NotNull(error);
    }

    [Fact]
    public async Task The_declared_encoding_is_honoured()
    {
        var document = Encoding.Latin1.GetBytes(
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + WxrDocument.With(WxrDocument.Item("<title>\u00e9t\u00e9</title>")));

        var (entries, error) = await WxrDocument.TryReadAsync(document);

        Assert.Null(error);
        Assert.Equal("\u00e9t\u00e9", ((WxrItem)entries[1]).Title);
    }

    [Theory]
    [InlineData("no-such-encoding")]
    [InlineData("utf-7")]
    public async Task An_encoding_that_cannot_be_read_is_refused(string encoding)
    {
        Assert.NotNull(await FailureAsync($"<?xml version=\"1.0\" encoding=\"{encoding}\"?>" + WxrDocument.With("")));
    }

    [Fact]
    public async Task A_file_cut_short_yields_what_was_complete()
    {
        var whole = WxrDocument.With(WxrDocument.MinimalItem + "<item><wp:post_id>8</wp:post_id>");
        var document = Encoding.UTF8.GetBytes(whole[..whole.IndexOf("</channel>", StringComparison.Ordinal)]);

        var (entries, error) = await WxrDocument.TryReadAsync(document);

        Assert.Equal([typeof(WxrSite), typeof(WxrItem)], entries.Select(e => e.GetType()));
        Assert.Equal("item", error?.Element);
        Assert.Contains("Unexpected end of file", error?.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_channel_is_refused()
    {
        var document = WxrDocument.With("").Replace("</channel>", "</channel><channel/>", StringComparison.Ordinal);

        Assert.Contains("exactly one <channel>", (await FailureAsync(document)).Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_behind_the_root_is_refused()
    {
        Assert.NotNull(await FailureAsync(WxrDocument.With("") + "garbage"));
    }

    [Theory]
    [InlineData("<wp:post_id>4x</wp:post_id>", "wp:post_id", "'4x' is not an id")]
    [InlineData("<wp:post_parent>-1</wp:post_parent>", "wp:post_parent", "'-1' is not an id")]
    [InlineData("<wp:menu_order>1.5</wp:menu_order>", "wp:menu_order", "'1.5' is not a whole number")]
    [InlineData("<wp:post_date>2020-13-01 00:00:00</wp:post_date>", "wp:post_date", "'2020-13-01 00:00:00' is not a date")]
    [InlineData("<wp:post_date_gmt>yesterday</wp:post_date_gmt>", "wp:post_date_gmt", "'yesterday' is not a date")]
    [InlineData("<wp:post_id>0</wp:post_id>", "item", "wp:post_id is required")]
    [InlineData("<wp:post_type/>", "item", "wp:post_type is required")]
    [InlineData("<title>a<b>c</b></title>", "title", "holds the element <b>")]
    [InlineData("<wp:comment/>", "wp:comment", "wp:comment_id is required")]
    public async Task An_invalid_field_rejects_its_item_alone(string field, string element, string rule)
    {
        var entries = await WxrDocument.ReadAsync(WxrDocument.With(WxrDocument.Item(field) + WxrDocument.MinimalItem));

        var rejected = Assert.IsType<WxrRejected>(entries[1]);
        Assert.Equal(("item", element), (rejected.Element, rejected.Reason.Element));
        Assert.Contains(rule, rejected.Reason.Message, StringComparison.Ordinal);
        Assert.IsType<WxrItem>(entries[2]);
    }

    [Theory]
    [InlineData("wp:author", "wp:author_login")]
    [InlineData("wp:category", "wp:category_nicename")]
    [InlineData("wp:tag", "wp:tag_slug")]
    [InlineData("wp:term", "wp:term_taxonomy")]
    public async Task An_entry_without_its_key_is_rejected(string element, string key)
    {
        var rejected = Assert.IsType<WxrRejected>((await WxrDocument.ReadAsync(WxrDocument.With($"<{element}/>")))[1]);

        Assert.Equal((element, $"{key} is required and must not be empty"), (rejected.Element, rejected.Reason.Rule));
    }

    [Fact]
    public async Task A_rejected_item_is_identified_by_the_id_read_before()
    {
        var entries = await WxrDocument.ReadAsync(WxrDocument.With("\n" + WxrDocument.Item("\n<wp:menu_order>x</wp:menu_order>")));

        var rejected = Assert.IsType<WxrRejected>(entries[1]);
        Assert.Equal(("7", 2, 3), (rejected.Identity, rejected.Position.Line, rejected.Reason.Line));
        Assert.Equal("line 3, position 2, <wp:menu_order>: 'x' is not a whole number", rejected.Reason.Message);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task A_field_is_bounded(int characters, bool fits)
    {
        var limits = new WxrLimits { MaxFieldCharacters = 100 };
        var document = WxrDocument.With(WxrDocument.Item($"<title>{new string('x', characters - 60)}<![CDATA[{new string('y', 60)}]]></title>"));

        var (entries, error) = await WxrDocument.TryReadAsync(Encoding.UTF8.GetBytes(document), limits);

        Assert.Equal(fits ? 2 : 1, entries.Count);
        Assert.Equal(fits ? null : "a field may hold at most 100 characters", error?.Rule);
        Assert.Equal(fits ? null : "title", error?.Element);
    }

    [Theory]
    [InlineData("<content:encoded><![CDATA[")]
    [InlineData("<content:encoded>")]
    [InlineData("<!--")]
    [InlineData("<title x=\"")]
    public async Task What_never_ends_is_given_up_near_the_bound(string start)
    {
        var head = WxrDocument.With("|").Split('|')[0] + "<item>" + start;
        using var stream = new EndlessStream(Encoding.UTF8.GetBytes(head));
        var reader = new WxrReader(stream, new WxrLimits { MaxFieldCharacters = 1000 });

        var error = await Assert.ThrowsAsync<WxrFormatException>(async () =>
        {
            await foreach (var _ in reader.ReadAsync(TestContext.Current.CancellationToken))
            {
            }
        });

        Assert.Equal("a field may hold at most 1000 characters", error.Rule);
        Assert.InRange(reader.BytesRead, 1, 1_000_000);
    }

    [Fact]
    public async Task An_entry_is_bounded_over_all_its_fields()
    {
        var limits = new WxrLimits { MaxFieldCharacters = 100, MaxEntryCharacters = 250 };
        var comment = $"<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_content>{new string('x', 99)}</wp:comment_content></wp:comment>";
        var document = WxrDocument.With(WxrDocument.Item(comment + comment) + WxrDocument.Item(comment + comment + comment));

        var (entries, error) = await WxrDocument.TryReadAsync(Encoding.UTF8.GetBytes(document), limits);

        Assert.IsType<WxrItem>(entries[^1]);
        Assert.Equal((2, "an entry with all its fields may hold at most 250 characters"), (entries.Count, error?.Rule));
    }

    [Fact]
    public async Task Nesting_is_bounded()
    {
        var document = WxrDocument.With(string.Concat(Enumerable.Repeat("<a>", 1000)));

        Assert.Equal("elements are nested deeper than 32", (await FailureAsync(document)).Rule);
    }

    [Fact]
    public async Task An_error_of_the_stream_is_not_taken_for_one_of_the_format()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(WxrDocument.Full));
        await stream.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            await foreach (var _ in new WxrReader(stream).ReadAsync(TestContext.Current.CancellationToken))
            {
            }
        });
    }

    private static async Task<WxrFormatException> FailureAsync(string document)
    {
        var (_, error) = await WxrDocument.TryReadAsync(Encoding.UTF8.GetBytes(document));
        Assert.NotNull(error);
        return error;
    }
}
