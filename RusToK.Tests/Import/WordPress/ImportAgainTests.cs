using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Import;
using Xunit;

namespace RusToK.Tests.Import.WordPress;

/// <summary>The same site imported again, after it has changed there, here, or nowhere.</summary>
public sealed class ImportAgainTests(ImportHost host) : IClassFixture<ImportHost>
{
    [Fact]
    public async Task The_same_file_again_changes_no_row_and_appends_no_event()
    {
        var tenant = await host.NewTenantAsync();
        var site = Everything();
        await tenant.ImportAsync(site);
        var (events, hash) = (await tenant.CountEventsAsync(), await tenant.HashAsync());

        var again = await tenant.ImportAsync(site);

        Assert.Equal((events, hash), (await tenant.CountEventsAsync(), await tenant.HashAsync()));
        Assert.All(again.Report.Counts, c => Assert.Equal((0, 0), (c.Imported, c.Updated)));
        Assert.Equal((2, 3, 2), (again.Of("category").Unchanged, again.Of("page").Unchanged, again.Of("comment").Unchanged));
        Assert.All(again.Report.Counts, c => Assert.True(c.IsComplete, c.ToString()));
    }

    [Fact]
    public async Task A_changed_item_is_updated_and_nothing_else()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Post(1).Post(2));
        var (other, events) = (await tenant.NodeAsync(2), await tenant.CountEventsAsync());

        var result = await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Title = "A post", Body = "<p>Other words.</p>" }).Post(2));

        var node = await tenant.NodeAsync(1);
        Assert.Equal(("<p>Other words.</p>", "item-1", "A post", 3), (node.Body, node.Slug, node.Title, node.Version));
        Assert.Equal((0, 1, 1, 0), result.Of("post"));
        Assert.Equal((other.Version, events + 1), ((await tenant.NodeAsync(2)).Version, await tenant.CountEventsAsync()));
    }

    [Fact]
    public async Task Everything_of_an_item_follows_the_file()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Page(9).Item(new ExportedItem(1).In("a").Tagged("x", "y")));

        var result = await tenant.ImportAsync(new ExportedSite().Page(9).Item(new ExportedItem(1)
        {
            Title = "New",
            Slug = "new",
            Body = "new",
            Excerpt = "new",
            Date = "2021-01-01 00:00:00",
            Parent = 9,
            Order = 4,
            IsSticky = true,
        }.In("b").Tagged("y", "z")));

        var node = await tenant.NodeAsync(1);
        Assert.Equal(
            ("New", "new", "new", "new", "2021-01-01 00:00:00", 4, 1, "b", "y,z", "True", "published"),
            (node.Title, node.Slug, node.Body, node.Excerpt, node.PublishedAt, node.Position, node.Depth, node.Category, node.Tags, node.Detail("sticky"), node.Status));
        Assert.Equal((0, 1, 0, 0), result.Of("post"));
        var hash = await tenant.HashAsync();
        Assert.Equal((0, 0, 1, 0), (await tenant.ImportAsync(new ExportedSite().Page(9).Item(new ExportedItem(1)
        {
            Title = "New",
            Slug = "new",
            Body = "new",
            Excerpt = "new",
            Date = "2021-01-01 00:00:00",
            Parent = 9,
            Order = 4,
            IsSticky = true,
        }.In("b").Tagged("y", "z")))).Of("post"));
        Assert.Equal(hash, await tenant.HashAsync());
    }

    [Fact]
    public async Task A_status_that_changed_in_the_file_changes_here_in_both_directions()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Status = "draft" }).Item(new ExportedItem(2)));

        await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1)).Item(new ExportedItem(2) { Status = "private" }));

        Assert.Equal(("published", "2020-01-02 03:04:05"), ((await tenant.NodeAsync(1)).Status, (await tenant.NodeAsync(1)).PublishedAt));
        Assert.Equal(("draft", "private"), ((await tenant.NodeAsync(2)).Status, (await tenant.NodeAsync(2)).Detail("status")));
        await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1)).Item(new ExportedItem(2)));
        Assert.Equal("published", (await tenant.NodeAsync(2)).Status);
    }

    [Fact]
    public async Task What_was_edited_here_stays_when_the_file_has_not_changed()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Post(1));
        await EditAsync(tenant, 1, "Ours");
        var hash = await tenant.HashAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Post(1));

        Assert.Equal((0, 0, 1, 0), result.Of("post"));
        Assert.Equal(hash, await tenant.HashAsync());
    }

    [Fact]
    public async Task What_was_edited_here_and_in_the_file_stays_and_is_reported_each_time()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Post(1));
        await EditAsync(tenant, 1, "Ours");
        var hash = await tenant.HashAsync();

        var first = await tenant.ImportAsync(new ExportedSite().Post(1, "Theirs"));
        var second = await tenant.ImportAsync(new ExportedSite().Post(1, "Theirs"));

        Assert.Equal("Ours", (await tenant.NodeAsync(1)).Title);
        Assert.Equal(hash, await tenant.HashAsync());
        Assert.All([first, second], result =>
        {
            var remark = Assert.Single(result.Report.FirstSkipped);
            Assert.Equal(("1", "Theirs", "edited-here"), (remark.Id, remark.Title, remark.Reason.Code));
            Assert.Contains("words", remark.Reason.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Parts_that_were_not_edited_here_follow_the_file_all_the_same()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1).In("a").Tagged("x")));
        await EditAsync(tenant, 1, "Ours");

        var result = await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Title = "Theirs", Order = 7 }.In("b").Tagged("x")));

        var node = await tenant.NodeAsync(1);
        Assert.Equal(("Ours", "b", 7), (node.Title, node.Category, node.Position));
        Assert.Equal((0, 1, 0, 0), result.Of("post"));
        Assert.Contains("edited-here", result.NotedBecause("post"));
    }

    [Fact]
    public async Task What_was_published_here_stays_published_while_its_words_follow_the_file()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Status = "draft" }));
        await tenant.SendAsync(new PublishNode((await tenant.NodeAsync(1)).Id));

        await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Status = "draft", Title = "New" }));

        Assert.Equal(("published", "New"), ((await tenant.NodeAsync(1)).Status, (await tenant.NodeAsync(1)).Title));
    }

    [Fact]
    public async Task A_translation_and_metadata_added_here_are_nobodys_business()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Post(1));
        var id = (await tenant.NodeAsync(1)).Id;
        await tenant.SendAsync(new TranslateNode(id, new NodeText { Locale = "de", Title = "Ein Beitrag" }));
        var metadata = System.Text.Json.Nodes.JsonNode.Parse((await tenant.NodeAsync(1)).Metadata.GetRawText())!;
        metadata["seo"] = "ours";
        await tenant.SendAsync(new UpdateNode(id) { Metadata = System.Text.Json.JsonElement.Parse(metadata.ToJsonString()) });

        var result = await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1) { Title = "New", IsSticky = true }));

        Assert.Equal((0, 1, 0, 0), result.Of("post"));
        var rows = await host.RowsAsync("SELECT title FROM content.node_translations WHERE tenant_id = $1 ORDER BY locale", tenant.Tenant.Id);
        Assert.Equal(["Ein Beitrag", "New"], rows.Select(r => r[0]));
        var node = await tenant.NodeAsync(1);
        Assert.Equal(("ours", "True"), (node.Metadata.GetProperty("seo").GetString(), node.Detail("sticky")));
    }

    [Fact]
    public async Task An_edit_that_says_the_same_as_the_file_is_no_conflict()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Post(1));
        await EditAsync(tenant, 1, "Both");
        var events = await tenant.CountEventsAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Post(1, "Both"));
        var next = await tenant.ImportAsync(new ExportedSite().Post(1, "Theirs again"));

        Assert.Equal((0, 0, 1, 0), result.Of("post"));
        Assert.Equal(("Theirs again", events + 1), ((await tenant.NodeAsync(1)).Title, await tenant.CountEventsAsync()));
        Assert.Equal((0, 1, 0, 0), next.Of("post"));
    }

    [Fact]
    public async Task Overwriting_lets_the_file_win_and_then_finds_nothing_more_to_do()
    {
        var tenant = await host.NewTenantAsync();
        var site = Everything();
        await tenant.ImportAsync(site);
        await EditAsync(tenant, 1, "Ours");
        var id = (await tenant.NodeAsync(2)).Id;
        await tenant.SendAsync(new ArchiveNode(id, "old"));
        await tenant.SendAsync(new UpdateNode(id) { CategoryId = (Guid?)null, Position = 99 });

        var result = await tenant.ImportAsync(site, new ImportMode(Overwrite: true));
        var hash = await tenant.HashAsync();
        var again = await tenant.ImportAsync(site, new ImportMode(Overwrite: true));

        Assert.Equal(("First", "published", "root"), ((await tenant.NodeAsync(1)).Title, (await tenant.NodeAsync(2)).Status, (await tenant.NodeAsync(2)).Category));
        Assert.Equal((0, 2, 0, 0), result.Of("post"));
        Assert.All(again.Report.Counts, c => Assert.Equal((0, 0), (c.Imported, c.Updated)));
        Assert.Equal(hash, await tenant.HashAsync());
    }

    [Fact]
    public async Task What_was_deleted_here_is_not_brought_back()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Post(1).Post(2));
        await tenant.SendAsync(new DeleteNode((await tenant.NodeAsync(1)).Id));

        var result = await tenant.ImportAsync(new ExportedSite().Post(1, "Changed").Post(2), new ImportMode(Overwrite: true));

        Assert.Equal(1, await tenant.CountNodesAsync());
        Assert.Equal(["deleted-here"], result.SkippedBecause("post"));
    }

    [Fact]
    public async Task The_same_file_in_another_language_is_skipped_item_by_item()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Post(1));
        var hash = await tenant.HashAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Post(1), locale: "de");

        Assert.Equal(["no-words"], result.SkippedBecause("post"));
        Assert.Equal(hash, await tenant.HashAsync());
    }

    [Fact]
    public async Task An_item_that_changed_its_kind_is_skipped()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Post(1));

        var result = await tenant.ImportAsync(new ExportedSite().Page(1));

        Assert.Equal(["kind-changed"], result.SkippedBecause("page"));
        Assert.Equal("post", (await tenant.NodeAsync(1)).Kind);
    }

    [Fact]
    public async Task A_slug_that_was_given_for_want_of_another_is_no_edit()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Page(1, slug: "team").Page(2, slug: "team"));

        var words = await tenant.ImportAsync(new ExportedSite().Page(1, slug: "team").Item(new ExportedItem(2) { Type = "page", Slug = "team", Title = "Words" }));
        var slug = await tenant.ImportAsync(new ExportedSite().Page(1, slug: "team").Item(new ExportedItem(2) { Type = "page", Slug = "crew", Title = "Words" }));

        Assert.Equal((0, 1, 1, 0), words.Of("page"));
        Assert.Equal((0, 1, 1, 0), slug.Of("page"));
        Assert.Equal(("crew", "Words"), ((await tenant.NodeAsync(2)).Slug, (await tenant.NodeAsync(2)).Title));
    }

    [Fact]
    public async Task A_slug_chosen_here_stays()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Page(1, slug: "team"));
        await tenant.SendAsync(new TranslateNode(
            (await tenant.NodeAsync(1)).Id, new NodeText { Title = "Page 1", Slug = "ours", Body = "<p>Some words.</p>", BodyFormat = BodyFormat.Html }));

        var result = await tenant.ImportAsync(new ExportedSite().Page(1, slug: "crew"));

        Assert.Equal(["edited-here"], result.SkippedBecause("page"));
        Assert.Equal("ours", (await tenant.NodeAsync(1)).Slug);
    }

    [Fact]
    public async Task Two_sites_with_the_same_numbers_do_not_meet()
    {
        var tenant = await host.NewTenantAsync();

        await tenant.ImportAsync(new ExportedSite().Post(1));
        var other = await tenant.ImportAsync(new ExportedSite { Address = "https://other.test" }.Post(1));

        Assert.Equal((1, 0, 0, 0), other.Of("post"));
        Assert.Equal(2, await tenant.CountNodesAsync());
    }

    [Fact]
    public async Task A_site_that_got_a_certificate_is_the_same_site()
    {
        var tenant = await host.NewTenantAsync();

        await tenant.ImportAsync(new ExportedSite { Address = "http://blog.test/" }.Post(1));
        var again = await tenant.ImportAsync(new ExportedSite { Address = "https://blog.test" }.Post(1));

        Assert.Equal((0, 0, 1, 0), again.Of("post"));
    }

    [Fact]
    public async Task Two_imports_of_the_same_file_at_once_double_nothing()
    {
        var (alone, together) = (await host.NewTenantAsync(), await host.NewTenantAsync());
        var site = Everything().Items(Enumerable.Range(100, 150).Select(i => new ExportedItem(i) { Slug = "same", Comments = [new ExportedComment(1000 + i)] }.Tagged($"t{i % 7}")));
        await alone.ImportAsync(site);

        var results = await Task.WhenAll(together.ImportAsync(site), together.ImportAsync(site), together.ImportAsync(site));

        Assert.Equal(await alone.StateAsync(), await together.StateAsync());
        Assert.Equal(152, results.Sum(r => r.Of("post").Imported));
        Assert.All(results, r => Assert.All(r.Report.Counts, c => Assert.True(c.IsComplete, c.ToString())));
        Assert.All(results, r => Assert.Equal(0, r.Of("post").Skipped));
    }

    /// <summary>Something of every sort, parents after their children included.</summary>
    private static ExportedSite Everything() => new ExportedSite()
        .Author("ada", "Ada").Category("child", "Child", "root").Category("root", "Root").Tag("fresh", "Fresh")
        .Item(new ExportedItem(1) { Title = "First", Comments = [new ExportedComment(5), new ExportedComment(6, 5)] }.In("child", "root").Tagged("fresh"))
        .Item(new ExportedItem(2) { Title = "", Excerpt = "x", Fields = [("a", "1")] }.In("root").Tagged("fresh", "undescribed"))
        .Page(20, parent: 21).Page(21).Page(22, parent: 20, slug: "page-20")
        .Item(new ExportedItem(30) { Type = "attachment" });

    private static async Task EditAsync(ImportedTenant tenant, long id, string title)
    {
        var node = await tenant.NodeAsync(id);
        await tenant.SendAsync(new TranslateNode(node.Id, new NodeText { Title = title, Excerpt = null, Body = node.Body, BodyFormat = BodyFormat.Html }));
    }
}
