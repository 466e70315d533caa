using System.Text;
using RusToK.Core.Import.WordPress;
using Xunit;

namespace RusToK.Tests.Import;

/// <summary>Small exports made by the tests.</summary>
internal static class WxrDocument
{
    public const string Namespaces12 =
        "xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" " +
        "xmlns:wfw=\"http://wellformedweb.org/CommentAPI/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" " +
        "xmlns:wp=\"http://wordpress.org/export/1.2/\"";

    public const string MinimalItem = "<item><wp:post_id>7</wp:post_id><wp:post_type>post</wp:post_type></item>";

    public const string Full = """
        <?xml version="1.0" encoding="UTF-8" ?>
        <!-- generator="WordPress/6.5" created="2024-04-01 10:00" -->
        <rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:atom="http://www.w3.org/2005/Atom">
        <channel>
        <title>Zażółć &amp; co</title>
        <atom:link href="https://blog.test/feed"/>
        <link>https://blog.test</link>
        <description>About</description>
        <language>pl-PL</language>
        <wp:wxr_version>1.2</wp:wxr_version>
        <wp:base_site_url>https://network.test/</wp:base_site_url>
        <wp:base_blog_url>https://blog.test</wp:base_blog_url>
        <image><url>https://blog.test/i.png</url><title>Not the title</title><link>not the link</link></image>
        <wp:author><wp:author_id>3</wp:author_id><wp:author_login><![CDATA[ada]]></wp:author_login><wp:author_email><![CDATA[ada@blog.test]]></wp:author_email><wp:author_display_name><![CDATA[Ada L]]></wp:author_display_name><wp:author_first_name><![CDATA[Ada]]></wp:author_first_name><wp:author_last_name><![CDATA[]]></wp:author_last_name></wp:author>
        <wp:category><wp:term_id>11</wp:term_id><wp:category_nicename>child</wp:category_nicename><wp:category_parent>root</wp:category_parent><wp:cat_name><![CDATA[Child & co]]></wp:cat_name><wp:category_description><![CDATA[Below root]]></wp:category_description></wp:category>
        <wp:category><wp:category_nicename>root</wp:category_nicename><wp:category_parent/><wp:cat_name>Root</wp:cat_name></wp:category>
        <wp:tag><wp:term_id>12</wp:term_id><wp:tag_slug>%d0%b9</wp:tag_slug><wp:tag_name><![CDATA[й]]></wp:tag_name><wp:tag_description>A letter</wp:tag_description></wp:tag>
        <wp:term><wp:term_id>13</wp:term_id><wp:term_taxonomy>genre</wp:term_taxonomy><wp:term_slug>noir</wp:term_slug><wp:term_parent>crime</wp:term_parent><wp:term_name>Noir</wp:term_name><wp:termmeta><wp:meta_key>colour</wp:meta_key><wp:meta_value>black</wp:meta_value></wp:termmeta></wp:term>
        <generator>https://wordpress.org/?v=6.5</generator>
        <item>
        <title><![CDATA[A <em>title</em>]]></title>
        <link>https://blog.test/a/</link>
        <pubDate>Sun, 21 Oct 2018 03:03:48 +0000</pubDate>
        <dc:creator><![CDATA[ada]]></dc:creator>
        <guid isPermaLink="false">https://blog.test/?p=42</guid>
        <description></description>
        <content:encoded><![CDATA[  <p>one ]]]]><![CDATA[> two</p>
          ]]></content:encoded>
        <excerpt:encoded><![CDATA[short]]></excerpt:encoded>
        <wp:post_id>42</wp:post_id>
        <wp:post_date>2018-10-20 20:03:48</wp:post_date>
        <wp:post_date_gmt>2018-10-21 03:03:48</wp:post_date_gmt>
        <wp:post_modified_gmt>2019-01-02 03:04:05</wp:post_modified_gmt>
        <wp:comment_status>open</wp:comment_status>
        <wp:post_name>a</wp:post_name>
        <wp:status>publish</wp:status>
        <wp:post_parent>41</wp:post_parent>
        <wp:menu_order>-5</wp:menu_order>
        <wp:post_type>page</wp:post_type>
        <wp:post_password>secret</wp:post_password>
        <wp:is_sticky>1</wp:is_sticky>
        <wp:attachment_url>https://blog.test/f.png</wp:attachment_url>
        <category domain="category" nicename="child"><![CDATA[Child & co]]></category>
        <category domain="tag" nicename="%d0%b9">й</category>
        <category>Child</category>
        <unknown><category domain="category" nicename="nested">Nested</category></unknown>
        <wp:postmeta><wp:meta_key>_k</wp:meta_key><wp:meta_value><![CDATA[a:1:{i:0;s:1:"x";}]]></wp:meta_value></wp:postmeta>
        <wp:comment><wp:comment_id>5</wp:comment_id><wp:comment_author>Bob</wp:comment_author><wp:comment_author_email>bob@b.test</wp:comment_author_email><wp:comment_author_url>https://b.test</wp:comment_author_url><wp:comment_date_gmt>2018-10-22 01:02:03</wp:comment_date_gmt><wp:comment_content><![CDATA[Hi <b>there</b>]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_type>pingback</wp:comment_type><wp:comment_parent>4</wp:comment_parent><wp:comment_user_id>3</wp:comment_user_id><wp:commentmeta><wp:meta_key>rating</wp:meta_key><wp:meta_value>9</wp:meta_value></wp:commentmeta></wp:comment>
        </item>
        <item><wp:post_id>43</wp:post_id><wp:post_type>post</wp:post_type><wp:status>draft</wp:status><pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate><wp:post_date>2020-05-06 07:08:09</wp:post_date><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:post_parent>0</wp:post_parent></item>
        </channel>
        </rss>
        """;

    /// <summary>A document whose channel holds the version and then the given entries.</summary>
    public static string With(string entries, string namespaces = Namespaces12, string version = "1.2") =>
        $"<rss version=\"2.0\" {namespaces}><channel><title>T</title><wp:wxr_version>{version}</wp:wxr_version>{entries}</channel></rss>";

    public static string Item(string fields) =>
        $"<item><wp:post_id>7</wp:post_id><wp:post_type>post</wp:post_type>{fields}</item>";

    public static async Task<List<WxrEntry>> ReadAsync(string document, WxrLimits? limits = null)
    {
        var (entries, error) = await TryReadAsync(Encoding.UTF8.GetBytes(document), limits);
        return error is null ? entries : throw error;
    }

    public static async Task<WxrItem> ReadItemAsync(string fields) =>
        (await ReadAsync(With(Item(fields)))).OfType<WxrItem>().Single();

    /// <summary>What was read, and the format error that ended it if one did. Any other error is let through.</summary>
    public static async Task<(List<WxrEntry> Entries, WxrFormatException? Error)> TryReadAsync(byte[] document, WxrLimits? limits = null)
    {
        var entries = new List<WxrEntry>();
        try
        {
            using var stream = new MemoryStream(document);
            await foreach (var entry in new WxrReader(stream, limits).ReadAsync(TestContext.Current.CancellationToken))
                entries.Add(entry);
            return (entries, null);
        }
        catch (WxrFormatException error)
        {
            return (entries, error);
        }
    }
}
