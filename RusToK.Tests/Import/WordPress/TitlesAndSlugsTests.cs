using RusToK.Core.Errors;
using RusToK.Core.Import.WordPress.Mapping;
using Xunit;

namespace RusToK.Tests.Import.WordPress;

public sealed class TitlesAndSlugsTests
{
    [Theory]
    [InlineData("Plain", "Plain")]
    [InlineData("Q&amp;A &#8211; what&#8217;s new", "Q&A – what’s new")]
    [InlineData("Title <em>With</em> <b class=\"x\">Mark<sup>up</sup></b>", "Title With Markup")]
    [InlineData("List<string> if a < b", "List<string> if a < b")]
    [InlineData("Use &lt;b&gt; for bold", "Use <b> for bold")]
    [InlineData("~`!@#$%^&*()-_=+{}[]/\\;:'\"?,.>", "~`!@#$%^&*()-_=+{}[]/\\;:'\"?,.>")]
    [InlineData("  \n ", "")]
    public void A_title_becomes_plain_text(string html, string plain) => Assert.Equal(plain, PlainTitle.Of(html));

    [Theory]
    [InlineData("<p>Hello <b>world</b></p>", "Hello world")]
    [InlineData("<!-- wp:paragraph --><p>One&nbsp;two</p><!-- /wp:paragraph -->", "One two")]
    [InlineData("<img src=\"x\">", null)]
    [InlineData("", null)]
    public void A_missing_title_is_made_of_the_first_words(string body, string? title) => Assert.Equal(title, PlainTitle.FromBody(body));

    [Fact]
    public void A_made_title_ends_between_words()
    {
        var title = PlainTitle.FromBody(string.Join(' ', Enumerable.Repeat("word", 100)))!;

        Assert.Equal(string.Join(' ', Enumerable.Repeat("word", 16)) + "…", title);
    }

    [Fact]
    public void A_made_title_never_cuts_a_letter_in_two()
    {
        var title = PlainTitle.FromBody("x" + string.Concat(Enumerable.Repeat("😀", 100)))!;

        Assert.Equal("x" + string.Concat(Enumerable.Repeat("😀", 39)) + "…", title);
    }

    [Theory]
    [InlineData("hello-world", "hello-world")]
    [InlineData("%ce%b5%cf%80%ce%af-2", "επί-2")]
    [InlineData("%CE%95", "ε")]
    [InlineData("%f0%9f%98%80", "😀")]
    [InlineData("Über Uns", "über-uns")]
    [InlineData("a.b+c", "a-b-c")]
    [InlineData("-x-", "x")]
    [InlineData("abc%d0%b9%d0", "abcй")]
    [InlineData("100%-sure", "100-sure")]
    [InlineData("%zz", "zz")]
    [InlineData("--%2F--", null)]
    [InlineData("", null)]
    public void A_stored_slug_becomes_a_valid_one_in_letters(string stored, string? slug) => Assert.Equal(slug, WordPressSlug.Decode(stored));

    [Fact]
    public void A_taken_slug_is_followed_by_ones_that_bear_the_id() =>
        Assert.Equal(["team", "team-42", "team-42-2", "team-42-3"], WordPressSlug.Candidates("team", "42").Take(4));

    [Theory]
    [InlineData("ada", "ada")]
    [InlineData("Ada &amp; Bob", "Ada & Bob")]
    [InlineData("ada@blog.test", null)]
    [InlineData("Ada <ada@blog.test>", null)]
    [InlineData("@ada", "@ada")]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void A_person_is_never_named_by_a_mail_address(string? text, string? name) => Assert.Equal(name, PersonName.Of(text));

    [Theory]
    [InlineData("https://Example.org/Blog/", "example.org/blog")]
    [InlineData("http://example.org", "example.org")]
    [InlineData("example.org", "example.org")]
    public void A_site_is_the_same_with_and_without_a_certificate(string address, string site) => Assert.Equal(site, SiteAddress.Of(address));

    [Theory]
    [InlineData("")]
    [InlineData("https://")]
    public void A_file_without_an_address_is_refused_with_the_option_that_names_it(string address) =>
        Assert.Contains("--site", Assert.Throws<InvalidInputException>(() => SiteAddress.Of(address)).Message, StringComparison.Ordinal);
}
