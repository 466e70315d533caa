using Xunit;

namespace RusToK.Tests.Import.WordPress;

/// <summary>What posts, pages and custom types become.</summary>
public sealed class ItemImportTests(ImportHost host) : IClassFixture<ImportHost>
{
    [Theory]
    [InlineData("post", "post")]
    [InlineData("page", "page")]
    [InlineData("portfolio", "custom")]
    public async Task A_type_becomes_a_kind_and_stays_in_the_metadata(string type, string kind)
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Type = type }));

        var node = await tenant.NodeAsync(1);
        Assert.Equal((kind, type), (node.Kind, node.Detail("type")));
        Assert.Equal((1, 0, 0, 0), result.Of(type));
    }

    [Fact]
    public async Task Words_are_kept_as_they_are_byte_for_byte()
    {
        const string Body = "  <!-- wp:html -->\n<p>1 < 2 &amp; \"3\"</p>\t\n[gallery ids=\"1,2\"]\n\n😀 ]]> \u00a0é e\u0301\n ";
        var tenant = await host.NewTenantAsync();

        await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Body = Body, Excerpt = " An <i>excerpt</i>\n", Title = "A title" }));

        var node = await tenant.NodeAsync(1);
        Assert.Equal((Body, "html", " An <i>excerpt</i>\n", "A title", "en"), (node.Body, node.BodyFormat, node.Excerpt, node.Title, node.Locale));
    }

    [Theory]
    [InlineData("publish", "published", "2020-01-02 03:04:05")]
    [InlineData("draft", "draft", "")]
    [InlineData("pending", "draft", "")]
    [InlineData("private", "draft", "")]
    [InlineData("future", "draft", "")]
    [InlineData("of-a-plugin", "draft", "")]
    public async Task Only_what_is_published_is_published_with_its_date(string status, string becomes, string publishedAt)
    {
        var tenant = await host.NewTenantAsync();

        await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Status = status }));

        var node = await tenant.NodeAsync(1);
        Assert.Equal((becomes, publishedAt), (node.Status, node.PublishedAt));
        Assert.Equal((status, "2020-01-02T03:04:05+00:00"), (node.Detail("status"), node.Detail("date")));
    }

    [Theory]
    [InlineData("trash", "in-trash")]
    [InlineData("auto-draft", "auto-draft")]
    [InlineData("inherit", "inherits")]
    public async Task What_is_no_content_any_more_or_yet_is_skipped_with_all_that_hangs_on_it(string status, string reason)
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Item(
            new ExportedItem(1) { Status = status, Fields = [("a", "b")], Comments = [new ExportedComment(5)] }));

        Assert.Null(await tenant.FindAsync(1));
        Assert.Equal([reason], result.SkippedBecause("post"));
        Assert.Equal(["item-skipped"], result.SkippedBecause("comment"));
        Assert.Equal(["item-skipped"], result.SkippedBecause("custom_field"));
    }

    [Fact]
    public async Task What_asks_for_a_password_is_not_published_and_neither_are_its_replies()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Item(
            new ExportedItem(1) { Password = "enter", Comments = [new ExportedComment(5)] }));

        var node = await tenant.NodeAsync(1);
        Assert.Equal(("draft", "True"), (node.Status, node.Detail("passwordProtected")));
        Assert.Equal("draft", (await tenant.ReplyAsync(5)).Status);
        Assert.Equal(["draft-instead"], result.NotedBecause("post"));
        Assert.DoesNotContain("enter", await tenant.StateAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publication_to_come_is_a_draft()
    {
        var tenant = await host.NewTenantAsync();

        await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Date = "2999-01-01 00:00:00" }));

        Assert.Equal("draft", (await tenant.NodeAsync(1)).Status);
    }

    [Fact]
    public async Task The_author_is_named_by_login_and_name_and_never_by_mail()
    {
        var tenant = await host.NewTenantAsync();

        await tenant.ImportAsync(new ExportedSite()
            .Author("ada", "Ada &amp; co", "ada@secret.test").Author("bob@secret.test", "Bob", "bob@secret.test")
            .Item(new ExportedItem(1) { Author = "ada" }).Item(new ExportedItem(2) { Author = "bob@secret.test" }).Item(new ExportedItem(3) { Author = "eve" }));

        Assert.Equal("""{"name": "Ada & co", "login": "ada"}""", (await tenant.NodeAsync(1)).Details.GetProperty("author").GetRawText());
        Assert.Equal("""{"name": "Bob"}""", (await tenant.NodeAsync(2)).Details.GetProperty("author").GetRawText());
        Assert.Equal("""{"login": "eve"}""", (await tenant.NodeAsync(3)).Details.GetProperty("author").GetRawText());
        Assert.Equal("", (await tenant.NodeAsync(1)).AuthorId);
        Assert.DoesNotContain("secret.test", await tenant.StateAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_it_came_from_is_in_the_metadata()
    {
        var tenant = await host.NewTenantAsync();

        await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(7) { IsSticky = true }));

        var node = await tenant.NodeAsync(7);
        Assert.Equal(
            ("blog.test", "7", "https://blog.test/?p=7", "https://blog.test/guid/7", "open", "True"),
            (node.Detail("site"), node.Detail("id"), node.Detail("link"), node.Detail("guid"), node.Detail("comments"), node.Detail("sticky")));
    }

    [Theory]
    [InlineData("", "<p>First words.</p>", "slug", "First words.")]
    [InlineData("", "<img>", "a-slug", "a-slug")]
    [InlineData(" ", "", "", "#1")]
    public async Task A_missing_title_is_made_and_said_to_be(string title, string body, string slug, string made)
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Title = title, Body = body, Slug = slug }));

        var node = await tenant.NodeAsync(1);
        Assert.Equal((made, title), (node.Title, node.Detail("title")));
        Assert.Contains("no-title", result.NotedBecause("post"));
    }

    [Fact]
    public async Task A_title_in_html_becomes_plain_and_the_original_is_in_the_metadata()
    {
        var tenant = await host.NewTenantAsync();

        await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Title = "A <em>b</em> &amp; c" }).Post(2, "Plain"));

        Assert.Equal(("A b & c", "A <em>b</em> &amp; c"), ((await tenant.NodeAsync(1)).Title, (await tenant.NodeAsync(1)).Detail("title")));
        Assert.Null((await tenant.NodeAsync(2)).Detail("title"));
    }

    [Fact]
    public async Task Slugs_are_decoded_made_valid_or_made_of_the_title()
    {
        var tenant = await host.NewTenantAsync();

        await tenant.ImportAsync(new ExportedSite()
            .Item(new ExportedItem(1) { Slug = "%ce%b5%cf%80%ce%af" }).Item(new ExportedItem(2) { Slug = "a.b" })
            .Item(new ExportedItem(3) { Slug = "", Title = "Made of this" }));

        Assert.Equal(
            ("επί", "a-b", "made-of-this"),
            ((await tenant.NodeAsync(1)).Slug, (await tenant.NodeAsync(2)).Slug, (await tenant.NodeAsync(3)).Slug));
    }

    [Fact]
    public async Task Of_items_with_the_same_slug_the_first_keeps_it_and_the_others_get_their_id()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite()
            .Page(1, slug: "team").Page(2, slug: "team").Page(3, slug: "team").Item(new ExportedItem(4) { Slug = "team" }));

        Assert.Equal(
            ("team", "team-2", "team-3", "team"),
            ((await tenant.NodeAsync(1)).Slug, (await tenant.NodeAsync(2)).Slug, (await tenant.NodeAsync(3)).Slug, (await tenant.NodeAsync(4)).Slug));
        Assert.Equal(2, result.Report.NotedBecause.Single(r => r.Code == "slug-taken").Count);
    }

    [Fact]
    public async Task The_first_category_becomes_the_category_and_all_are_in_the_metadata()
    {
        var tenant = await host.NewTenantAsync();

        await tenant.ImportAsync(new ExportedSite().Category("one", "One").Category("two", "Two &amp; a half")
            .Item(new ExportedItem(1) { Terms = [("category", "two", "Two &amp; a half"), ("category", "one", "One")] })
            .Item(new ExportedItem(2).In("one")));

        Assert.Equal("two", (await tenant.NodeAsync(1)).Category);
        Assert.Equal(
            """[{"name": "Two & a half", "slug": "two"}, {"name": "One", "slug": "one"}]""",
            (await tenant.NodeAsync(1)).Details.GetProperty("categories").GetRawText());
        Assert.Equal(("one", null), ((await tenant.NodeAsync(2)).Category, (await tenant.NodeAsync(2)).Detail("categories")));
    }

    [Fact]
    public async Task Tags_are_attached_each_once_and_those_past_the_bound_are_in_the_metadata()
    {
        var tenant = await host.NewTenantAsync();
        var many = Enumerable.Range(1, 103).Select(i => $"tag-{i:000}").ToArray();

        var result = await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1).Tagged("b", "a", "b")).Item(new ExportedItem(2).Tagged(many)));

        Assert.Equal("a,b", (await tenant.NodeAsync(1)).Tags);
        Assert.Equal(string.Join(',', many.Take(100)), (await tenant.NodeAsync(2)).Tags);
        Assert.Equal(["tag-101", "tag-102", "tag-103"], (await tenant.NodeAsync(2)).Details.GetProperty("tags").EnumerateArray().Select(t => t.GetProperty("slug").GetString()));
        Assert.Contains("tags-in-metadata", result.NotedBecause("post"));
    }

    [Fact]
    public async Task Format_and_other_taxonomies_are_in_the_metadata()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Term("genre", "noir", "Noir").Term("nav_menu", "main", "Main").Item(new ExportedItem(1)
        {
            Terms = [("post_format", "post-format-aside", "Aside"), ("genre", "noir", "Noir")],
        }));

        var details = (await tenant.NodeAsync(1)).Details;
        Assert.Equal("aside", details.GetProperty("format").GetString());
        Assert.Equal("""{"genre": [{"name": "Noir", "slug": "noir"}]}""", details.GetProperty("terms").GetRawText());
        Assert.Equal((1L, 1L), (result.Report.CountsOf("term").InMetadata, result.Report.CountsOf("term").Skipped));
    }

    [Fact]
    public async Task Custom_fields_are_in_the_metadata_but_for_the_private_ones()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1)
        {
            Fields =
            [
                ("rating", "5"), ("link", "a"), ("link", "b"), ("_edit_last", "1"), ("_wp_page_template", "wide.php"), ("_thumbnail_id", "99"),
                ("_wp_old_slug", "x"),
            ],
        }).Item(new ExportedItem(2) { Fields = [("_wp_page_template", "default")] }));

        var node = await tenant.NodeAsync(1);
        Assert.Equal("""{"link": ["a", "b"], "rating": "5"}""", node.Details.GetProperty("fields").GetRawText());
        Assert.Equal(("wide.php", "99"), (node.Detail("template"), node.Detail("thumbnailId")));
        Assert.Null((await tenant.NodeAsync(2)).Detail("template"));
        var counts = result.Report.CountsOf("custom_field");
        Assert.Equal((8, 5, 3), (counts.InFile, counts.InMetadata, counts.Skipped));
    }

    [Fact]
    public async Task Fields_that_do_not_fit_are_left_out_and_the_item_is_not()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Fields = [("big", new string('x', 70_000)), ("small", "1")] }));

        Assert.Null((await tenant.NodeAsync(1)).Detail("fields"));
        Assert.Contains("fields-left-out", result.NotedBecause("post"));
        Assert.Equal(2, result.Report.CountsOf("custom_field").Skipped);
    }

    [Fact]
    public async Task The_largest_body_is_imported_and_a_larger_one_is_skipped_not_cut()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite()
            .Item(new ExportedItem(1) { Body = new string('x', 1_000_000) }).Item(new ExportedItem(2) { Body = new string('x', 1_000_001) }));

        Assert.Equal(1_000_000, (await tenant.NodeAsync(1)).Body.Length);
        Assert.Null(await tenant.FindAsync(2));
        var remark = Assert.Single(result.Report.FirstSkipped);
        Assert.Equal(("2", "A title", "body-max-length"), (remark.Id, remark.Title, remark.Reason.Code));
        Assert.Contains("1000000", remark.Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_past_the_bound_is_skipped_and_an_excerpt_goes_to_the_metadata()
    {
        var tenant = await host.NewTenantAsync();
        var excerpt = new string('e', 1001);

        var result = await tenant.ImportAsync(new ExportedSite()
            .Item(new ExportedItem(1) { Title = new string('t', 256) }).Item(new ExportedItem(2) { Excerpt = excerpt }));

        Assert.Equal(["title-max-length"], result.SkippedBecause("post"));
        Assert.Equal(("", excerpt), ((await tenant.NodeAsync(2)).Excerpt, (await tenant.NodeAsync(2)).Detail("excerpt")));
        Assert.Contains("excerpt-in-metadata", result.NotedBecause("post"));
    }

    [Theory]
    [InlineData("attachment", "no-place")]
    [InlineData("nav_menu_item", "no-place")]
    [InlineData("revision", "no-place")]
    [InlineData("product", "no-place")]
    [InlineData("shop_order", "personal-data")]
    [InlineData("feedback", "personal-data")]
    public async Task Types_without_a_place_are_counted_and_skipped_with_a_reason(string type, string reason)
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Type = type }).Item(new ExportedItem(2) { Type = type }));

        Assert.Equal(0, await tenant.CountNodesAsync());
        Assert.Equal((0, 0, 0, 2), result.Of(type));
        Assert.Equal([reason], result.SkippedBecause(type));
    }

    [Fact]
    public async Task Of_items_with_the_same_id_the_first_counts()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Post(1, "First").Post(1, "Second"));

        Assert.Equal("First", (await tenant.NodeAsync(1)).Title);
        Assert.Equal(["repeated"], result.SkippedBecause("post"));
    }

    [Fact]
    public async Task An_invalid_item_is_skipped_with_the_place_and_the_rule()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Add("<item><wp:post_id>x</wp:post_id></item>").Post(2));

        Assert.Equal((1, 0, 0, 0), result.Of("post"));
        Assert.Equal("invalid", Assert.Single(result.Report.FirstSkipped).Reason.Code);
        Assert.Contains("wp:post_id", result.Report.FirstSkipped[0].Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_are_in_the_language_that_was_asked_for()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite { Language = "de-DE" }.Category("k", "K").Item(new ExportedItem(1).In("k")), locale: "DE");

        Assert.Equal("de", (await tenant.NodeAsync(1)).Locale);
        Assert.Equal("de", result.Summary.Locale);
        Assert.Empty(result.NotedBecause("site"));
        Assert.Equal(["language"], (await (await host.NewTenantAsync()).ImportAsync(new ExportedSite { Language = "de-DE" })).NotedBecause("site"));
    }

    [Fact]
    public async Task A_language_the_tenant_does_not_have_is_refused_with_those_it_has()
    {
        var tenant = await host.NewTenantAsync();

        var refusal = await Assert.ThrowsAsync<Core.Errors.InvalidInputException>(() => tenant.ImportAsync(new ExportedSite(), locale: "fr"));

        Assert.Contains("it has de, en", refusal.Message, StringComparison.Ordinal);
    }
}
