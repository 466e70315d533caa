using RusToK.Core.Content;
using RusToK.Core.Content.Categories;
using RusToK.Core.Content.Categories.Commands;
using RusToK.Core.Content.Tags;
using RusToK.Core.Content.Tags.Commands;
using Xunit;

namespace RusToK.Tests.Import.WordPress;

/// <summary>What categories and tags become.</summary>
public sealed class TermImportTests(ImportHost host) : IClassFixture<ImportHost>
{
    [Fact]
    public async Task Categories_keep_name_slug_description_and_hierarchy()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite()
            .Category("root", "Root").Category("child", "Child &amp; co", "root", "Below <b>root</b>").Category("%d0%b9", "й", "child"));

        Assert.Equal(
            [("child", "Child & co", "Below <b>root</b>", "root"), ("root", "Root", "", ""), ("й", "й", "", "child")],
            (await tenant.CategoriesAsync()).Select(c => (c.Slug, c.Name, c.Description, c.Parent)));
        Assert.Equal((3, 0, 0, 0), result.Of("category"));
    }

    [Fact]
    public async Task A_category_whose_parent_comes_later_gets_it_in_the_end()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite()
            .Category("c", "C", "b").Category("b", "B", "a").Category("a", "A").Item(new ExportedItem(1).In("c")));

        Assert.Equal([("a", ""), ("b", "a"), ("c", "b")], (await tenant.CategoriesAsync()).Select(c => (c.Slug, c.Parent)));
        Assert.Equal("c", (await tenant.NodeAsync(1)).Category);
        Assert.Equal((3, 0, 0, 0), result.Of("category"));
    }

    [Fact]
    public async Task A_parent_that_never_comes_and_a_circle_leave_roots_with_a_note()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite()
            .Category("lost", "Lost", "nowhere").Category("x", "X", "y").Category("y", "Y", "x").Category("self", "Self", "self"));

        Assert.Equal([("lost", ""), ("self", ""), ("x", ""), ("y", "x")], (await tenant.CategoriesAsync()).Select(c => (c.Slug, c.Parent)));
        Assert.Equal(["parent-missing", "parent-refused"], result.NotedBecause("category").Order());
        Assert.Equal((4, 0, 0, 0), result.Of("category"));
    }

    [Fact]
    public async Task Tags_keep_name_and_slug()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Tag("a-b", "A &amp; B", "about it").Tag("%d0%b9", ""));

        Assert.Equal([("a-b", "A & B"), ("й", "й")], await tenant.TagsAsync());
        Assert.Equal((2, 0, 0, 0), result.Of("tag"));
        Assert.Equal(["description-left-out"], result.NotedBecause("tag"));
    }

    [Fact]
    public async Task Terms_that_only_items_name_are_made_of_that_name()
    {
        var tenant = await host.NewTenantAsync();
        var items = new ExportedSite().Item(new ExportedItem(1).In("news").Tagged("fresh")).Item(new ExportedItem(2).In("news"));

        var result = await tenant.ImportAsync(items);

        Assert.Equal(("news", "fresh"), ((await tenant.NodeAsync(1)).Category, (await tenant.NodeAsync(1)).Tags));
        Assert.Equal(["term-of-items"], result.NotedBecause("category"));
        Assert.Equal(0, result.Report.CountsOf("category").InFile);
    }

    [Fact]
    public async Task A_later_file_that_describes_such_a_category_completes_it()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1).In("news")));

        var result = await tenant.ImportAsync(new ExportedSite().Category("all", "All").Category("news", "News", "all", "What is new"));

        Assert.Equal(("news", "News", "What is new", "all"), (await tenant.CategoriesAsync()).Where(c => c.Slug == "news").Select(c => (c.Slug, c.Name, c.Description, c.Parent)).Single());
        Assert.Equal((1, 1, 0, 0), result.Of("category"));
    }

    [Fact]
    public async Task A_file_of_posts_alone_does_not_touch_categories_that_are_described_already()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Category("all", "All").Category("news", "News", "all"));
        var before = await tenant.CategoriesAsync();

        await tenant.ImportAsync(new ExportedSite().Item(new ExportedItem(1).In("news")));

        Assert.Equal(before, await tenant.CategoriesAsync());
        Assert.Equal("news", (await tenant.NodeAsync(1)).Category);
    }

    [Fact]
    public async Task A_category_and_a_tag_of_the_same_slug_that_are_here_are_used_as_they_are()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.SendAsync<CreateCategory, CategoryResult>(new CreateCategory { Translations = [new NameText { Name = "Ours", Slug = "news" }] });
        await tenant.SendAsync<CreateTag, TagResult>(new CreateTag { Translations = [new NameText { Name = "Ours", Slug = "fresh" }] });
        var site = new ExportedSite().Category("news", "Theirs").Tag("fresh", "Theirs").Item(new ExportedItem(1).In("news").Tagged("fresh"));

        var result = await tenant.ImportAsync(site);
        var again = await tenant.ImportAsync(site);

        Assert.Equal(("news", "Ours"), (await tenant.CategoriesAsync()).Select(c => (c.Slug, c.Name)).Single());
        Assert.Equal([("fresh", "Ours")], await tenant.TagsAsync());
        Assert.Equal(("news", "fresh"), ((await tenant.NodeAsync(1)).Category, (await tenant.NodeAsync(1)).Tags));
        Assert.Equal(((0, 0, 1, 0), (0, 0, 1, 0)), (result.Of("category"), result.Of("tag")));
        Assert.Equal(["same-slug"], result.NotedBecause("category"));
        Assert.Equal(((0, 0, 1, 0), (0, 0, 1, 0)), (again.Of("category"), again.Of("tag")));
    }

    [Fact]
    public async Task A_term_described_twice_counts_once_and_one_past_the_bounds_is_skipped()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite()
            .Category("a", "First").Category("a", "Second").Category("long", new string('n', 256)).Category("d", "D", "", new string('d', 1001))
            .Tag("t", new string('n', 256)).Item(new ExportedItem(1).In("long", "a").Tagged("t")));

        Assert.Equal([("a", "First", ""), ("d", "D", "")], (await tenant.CategoriesAsync()).Select(c => (c.Slug, c.Name, c.Description)));
        Assert.Equal(["name-max-length", "repeated"], result.SkippedBecause("category").Order());
        Assert.Equal(["description-left-out"], result.NotedBecause("category"));
        Assert.Equal(("a", ""), ((await tenant.NodeAsync(1)).Category, (await tenant.NodeAsync(1)).Tags));
        Assert.Equal(2, result.Report.NotedBecause.Single(r => r is { Kind: "post", Code: "term-missing" }).Count);
    }

    [Fact]
    public async Task A_renamed_category_is_renamed_here_and_a_renamed_tag_cannot_be()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Category("a", "Old").Category("b", "B").Tag("t", "Old"));

        var result = await tenant.ImportAsync(new ExportedSite().Category("a", "New", "", "Described").Category("b", "B", "a").Tag("t", "New"));

        Assert.Equal([("a", "New", "Described", ""), ("b", "B", "", "a")], (await tenant.CategoriesAsync()).Select(c => (c.Slug, c.Name, c.Description, c.Parent)));
        Assert.Equal((0, 2, 0, 0), result.Of("category"));
        Assert.Equal(["tag-renamed"], result.SkippedBecause("tag"));
        Assert.Equal([("t", "Old")], await tenant.TagsAsync());
    }

    [Fact]
    public async Task A_category_renamed_here_keeps_its_name_and_still_follows_the_file_in_the_rest()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Category("a", "Old"));
        var id = (await tenant.CategoriesAsync())[0].Id;
        await tenant.SendAsync<UpdateCategory, CategoryResult>(new UpdateCategory(id) { Translations = [new NameText { Name = "Ours" }] });

        var kept = await tenant.ImportAsync(new ExportedSite().Category("a", "New"));
        var both = await tenant.ImportAsync(new ExportedSite().Category("a", "New", "", "Described"));

        Assert.Equal(["edited-here"], kept.SkippedBecause("category"));
        Assert.Equal((0, 1, 0, 0), both.Of("category"));
        Assert.Equal(("Ours", "Described"), (await tenant.CategoriesAsync()).Select(c => (c.Name, c.Description)).Single());
        await tenant.ImportAsync(new ExportedSite().Category("a", "New", "", "Described"), new Core.Import.ImportMode(Overwrite: true));
        Assert.Equal("New", (await tenant.CategoriesAsync())[0].Name);
    }

    [Fact]
    public async Task A_category_deleted_here_is_not_brought_back_and_items_go_without_it()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Category("a", "A"));
        await tenant.SendAsync<DeleteCategory, CategoryResult>(new DeleteCategory((await tenant.CategoriesAsync())[0].Id));

        var result = await tenant.ImportAsync(new ExportedSite().Category("a", "A").Item(new ExportedItem(1).In("a")));

        Assert.Empty(await tenant.CategoriesAsync());
        Assert.Equal(["deleted-here"], result.SkippedBecause("category"));
        Assert.Equal(["term-deleted-here"], result.NotedBecause("post"));
        Assert.Equal("", (await tenant.NodeAsync(1)).Category);
    }
}
