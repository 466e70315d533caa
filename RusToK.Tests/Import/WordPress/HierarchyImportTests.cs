using Xunit;

namespace RusToK.Tests.Import.WordPress;

/// <summary>Pages below pages, in whatever order the file has them.</summary>
public sealed class HierarchyImportTests(ImportHost host) : IClassFixture<ImportHost>
{
    [Fact]
    public async Task A_page_stands_below_its_parent_at_its_place_in_the_menu()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Page(1).Item(new ExportedItem(2) { Type = "page", Parent = 1, Order = -3 }));

        var (parent, child) = (await tenant.NodeAsync(1), await tenant.NodeAsync(2));
        Assert.Equal((parent.Id, 1, -3), (child.ParentId, child.Depth, child.Position));
        Assert.Equal((2, 0, 0, 0), result.Of("page"));
        Assert.Empty(result.Report.NotedBecause);
    }

    [Fact]
    public async Task A_page_whose_parent_comes_later_stands_below_it_in_the_end_with_all_it_has()
    {
        var tenant = await host.NewTenantAsync();
        var site = new ExportedSite()
            .Item(new ExportedItem(1) { Type = "page", Parent = 2, Comments = [new ExportedComment(5), new ExportedComment(6, 5)] }.In("news"))
            .Page(11, parent: 1).Page(2, parent: 3).Page(3);

        var result = await tenant.ImportAsync(site);

        Assert.Equal(
            [(3, 0), (2, 1), (1, 2), (11, 3)],
            await DepthsAsync(tenant, 3, 2, 1, 11));
        Assert.Equal(((await tenant.NodeAsync(1)).Id, 3), ((await tenant.ReplyAsync(5)).ParentId!.Value, (await tenant.ReplyAsync(5)).Depth));
        Assert.Equal(4, (await tenant.ReplyAsync(6)).Depth);
        Assert.Equal("news", (await tenant.NodeAsync(1)).Category);
        Assert.Equal(((4, 0, 0, 0), (2, 0, 0, 0)), (result.Of("page"), result.Of("comment")));
    }

    [Fact]
    public async Task Comments_come_after_everything_above_them_stands_so_that_none_is_carried_along()
    {
        var tenant = await host.NewTenantAsync();

        await tenant.ImportAsync(new ExportedSite()
            .Item(new ExportedItem(1) { Type = "page", Parent = 2, Comments = [.. Enumerable.Range(1, 1_100).Select(i => new ExportedComment(i))] })
            .Page(2));

        Assert.Equal(1, (await tenant.NodeAsync(1)).Depth);
        Assert.Equal((2, 2), ((await tenant.ReplyAsync(1_100)).Depth, (await tenant.ReplyAsync(1_100)).Version));
    }

    [Fact]
    public async Task Pages_in_the_reverse_order_of_their_hierarchy_keep_it()
    {
        var tenant = await host.NewTenantAsync();
        var site = new ExportedSite();
        for (var i = 30; i >= 1; i--)
            site.Page(i, parent: i - 1);

        var result = await tenant.ImportAsync(site);

        Assert.Equal(Enumerable.Range(1, 30).Select(i => ((long)i, i - 1)), await DepthsAsync(tenant, [.. Enumerable.Range(1, 30).Select(i => (long)i)]));
        Assert.Equal((30, 0, 0, 0), result.Of("page"));
    }

    [Fact]
    public async Task A_parent_that_is_not_there_or_was_skipped_leaves_a_root_with_a_note()
    {
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite()
            .Page(1, parent: 99).Item(new ExportedItem(2) { Type = "attachment" }).Page(3, parent: 2)
            .Item(new ExportedItem(4) { Type = "page", Status = "trash" }).Page(5, parent: 4));

        Assert.Equal([(1, 0), (3, 0), (5, 0)], await DepthsAsync(tenant, 1, 3, 5));
        Assert.Equal(3, result.Report.NotedBecause.Single(r => r is { Kind: "page", Code: "parent-missing" }).Count);
        Assert.Equal((3, 0, 0, 1), result.Of("page"));
    }

    [Fact]
    public async Task A_circle_is_opened_at_its_first_page_with_a_note()
    {
        var tenant = await host.NewTenantAsync();
        var site = new ExportedSite().Page(1, parent: 3).Page(2, parent: 1).Page(3, parent: 2).Page(4, parent: 4);

        var result = await tenant.ImportAsync(site);
        var before = await tenant.HashAsync();
        var again = await tenant.ImportAsync(site);

        Assert.Equal([(1, 0), (2, 1), (3, 2), (4, 0)], await DepthsAsync(tenant, 1, 2, 3, 4));
        Assert.Equal((4, 0, 0, 0), result.Of("page"));
        Assert.Equal(["parent-refused"], result.NotedBecause("page"));
        Assert.Equal((0, 0, 4, 0), again.Of("page"));
        Assert.Equal(before, await tenant.HashAsync());
    }

    [Fact]
    public async Task A_page_below_the_deepest_level_becomes_a_root_with_a_note()
    {
        var tenant = await host.NewTenantAsync();
        var site = new ExportedSite();
        for (var i = 1; i <= 103; i++)
            site.Page(i, parent: i - 1);

        var result = await tenant.ImportAsync(site);

        Assert.Equal([(101, 100), (102, 0), (103, 1)], await DepthsAsync(tenant, 101, 102, 103));
        Assert.Equal(["parent-refused"], result.NotedBecause("page"));
        Assert.Equal((103, 0, 0, 0), result.Of("page"));
    }

    [Fact]
    public async Task A_page_that_was_moved_in_the_file_moves_with_all_below_it()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Page(1).Page(2).Page(3, parent: 2).Page(4, parent: 3));

        var result = await tenant.ImportAsync(new ExportedSite().Page(1).Page(2, parent: 1).Page(3, parent: 2).Page(4));

        Assert.Equal([(1, 0), (2, 1), (3, 2), (4, 0)], await DepthsAsync(tenant, 1, 2, 3, 4));
        Assert.Equal((0, 2, 2, 0), result.Of("page"));
    }

    [Fact]
    public async Task A_partial_file_finds_the_parents_of_an_earlier_one()
    {
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Page(1));

        var result = await tenant.ImportAsync(new ExportedSite().Page(2, parent: 1));

        Assert.Equal([(2, 1)], await DepthsAsync(tenant, 2));
        Assert.Empty(result.NotedBecause("page"));
    }

    private static async Task<List<(long Id, int Depth)>> DepthsAsync(ImportedTenant tenant, params long[] ids)
    {
        var depths = new List<(long, int)>();
        foreach (var id in ids)
            depths.Add((id, (await tenant.NodeAsync(id)).Depth));
        return depths;
    }
}
