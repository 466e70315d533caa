using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Queries;
using RusToK.Core.Errors;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Content;

public sealed class ListQueryTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    private static readonly DateTimeOffset Day = new(2020, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private NodeQueries Queries => host.Services.GetRequiredService<NodeQueries>();

    [Theory]
    [InlineData(NodeOrder.PublishedAtDesc, 7)]
    [InlineData(NodeOrder.PublishedAtDesc, 100)]
    [InlineData(NodeOrder.PublishedAtAsc, 20)]
    [InlineData(NodeOrder.Position, 10)]
    [InlineData(NodeOrder.Title, 1)]
    [InlineData(NodeOrder.Title, 51)]
    public async Task Paging_through_equal_keys_meets_each_node_once_in_both_directions(NodeOrder order, int size)
    {
        var tenant = await host.NewTenantAsync();
        var ids = await ManyAsync(tenant, 130);

        var forward = await WalkAsync(tenant, order, size, backward: false);
        var backward = await WalkAsync(tenant, order, size, backward: true);

        Assert.Equal(ids.Order(), forward.Order());
        Assert.Equal(forward, backward);
        Assert.Equal(order == NodeOrder.PublishedAtDesc ? ids.OrderDescending() : ids.Order(), forward);
    }

    [Fact]
    public async Task Each_order_is_kept_across_pages_of_different_keys()
    {
        var tenant = await host.NewTenantAsync();
        string[] titles = ["Zebra", "äpfel", "Apfel", "apfel", "Über", "ulm", "10", "9", "Öl", "oder", "ß", "ssa"];
        for (var i = 0; i < titles.Length; i++)
            await host.SendAsync(tenant, Posts.Published(titles[i]) with { Position = i % 5, PublishedAt = Day.AddHours(i % 4) });
        await host.CatchUpAsync(tenant.TenantId);

        Assert.Equal(["10", "9", "apfel", "Apfel", "äpfel", "oder", "Öl", "ß", "ssa", "Über", "ulm", "Zebra"], await TitlesAsync(tenant, NodeOrder.Title));
        foreach (var order in Enum.GetValues<NodeOrder>())
        {
            var all = (await ListAsync(tenant, order, PageRequest.Create(NodeQueries.ListOf(order), 100, null, null, null))).Items.Select(i => i.Item).ToList();
            Assert.Equal(all.Select(n => n.Id), await WalkAsync(tenant, order, 5, backward: false));
            Assert.Equal(all.Select(n => n.Id), await WalkAsync(tenant, order, 5, backward: true));
            var expected = order switch
            {
                NodeOrder.PublishedAtDesc => all.OrderByDescending(n => n.PublishedAt).ThenByDescending(n => n.Id),
                NodeOrder.PublishedAtAsc => all.OrderBy(n => n.PublishedAt).ThenBy(n => n.Id),
                NodeOrder.Position => all.OrderBy(n => n.Position).ThenBy(n => n.Id),
                _ => all.AsEnumerable(),
            };
            Assert.Equal(expected, all);
        }
    }

    [Fact]
    public async Task What_comes_between_two_pages_moves_neither()
    {
        var tenant = await host.NewTenantAsync();
        await ManyAsync(tenant, 20);
        var first = await ListAsync(tenant, NodeOrder.PublishedAtDesc, Page(NodeOrder.PublishedAtDesc, 10));
        await host.SendAsync(tenant, Posts.Published("Newer"));
        await host.SendAsync(tenant, new DeleteNode(first.Items[^1].Item.Id));
        await host.CatchUpAsync(tenant.TenantId);

        var second = await ListAsync(tenant, NodeOrder.PublishedAtDesc, Page(NodeOrder.PublishedAtDesc, 10, after: first.Items[^1].Cursor));

        Assert.Equal(10, second.Items.Count);
        Assert.Empty(second.Items.Select(i => i.Item.Id).Intersect(first.Items.Select(i => i.Item.Id)));
        Assert.False(second.HasNext);
        Assert.True(second.HasPrevious);
    }

    [Fact]
    public async Task Each_filter_lets_through_what_it_names()
    {
        var tenant = await host.NewTenantAsync();
        var (category, red, author, parent) = (await host.NewCategoryAsync(tenant), await host.NewTagAsync(tenant, "Red"), Guid.CreateVersion7(), await host.NewNodeAsync(tenant, Posts.Published("Parent")));
        async Task<Guid> One(string title, Func<CreateNode, CreateNode>? change = null) =>
            await host.NewNodeAsync(tenant, (change ?? (n => n))(Posts.Published(title) with { PublishedAt = Day }));
        var plain = await One("Plain");
        var page = await One("Page", n => n with { Kind = NodeKind.Page });
        var draft = await One("Draft", n => n with { Status = NodeStatus.Draft });
        var inCategory = await One("In category", n => n with { CategoryId = category });
        var tagged = await One("Tagged", n => n with { TagIds = [red] });
        var written = await One("Written", n => n with { AuthorId = author });
        var below = await One("Below", n => n with { ParentId = parent });
        var early = await One("Early", n => n with { PublishedAt = Day.AddTicks(-10) });
        await host.CatchUpAsync(tenant.TenantId);

        async Task<IEnumerable<Guid>> Found(NodeFilter filter) => (await Queries.ListAsync(
            tenant.TenantId, filter, NodeOrder.PublishedAtAsc, Page(NodeOrder.PublishedAtAsc, 100), ["en"], false, ModuleHost.Cancellation)).Items.Select(i => i.Item.Id);

        // Ids of one millisecond are in no order of their own.
        Assert.Equal([early, .. new[] { plain, page, inCategory, tagged, written, below }.Order(), parent], await Found(new NodeFilter()));
        Assert.Equal([page], await Found(new NodeFilter { Kind = NodeKind.Page }));
        Assert.Equal([draft], await Found(new NodeFilter { Status = NodeStatus.Draft }));
        Assert.Empty(await Found(new NodeFilter { Status = NodeStatus.Archived }));
        Assert.Equal([inCategory], await Found(new NodeFilter { CategoryId = category }));
        Assert.Equal([tagged], await Found(new NodeFilter { TagId = red }));
        Assert.Equal([tagged], await Found(new NodeFilter { TagSlug = "RED" }));
        Assert.Equal([written], await Found(new NodeFilter { AuthorId = author }));
        Assert.Equal([below], await Found(new NodeFilter { ParentId = parent }));
        Assert.Equal([parent], await Found(new NodeFilter { PublishedAfter = Day.AddTicks(10) }));
        Assert.DoesNotContain(early, await Found(new NodeFilter { PublishedAfter = Day }));
        Assert.Equal([early], await Found(new NodeFilter { PublishedBefore = Day }));
        Assert.Empty(await Found(new NodeFilter { Kind = NodeKind.Page, TagId = red }));
        Assert.Empty(await Found(new NodeFilter { TagSlug = "' OR true --" }));
        await Assert.ThrowsAsync<InvalidInputException>(() => Found(new NodeFilter { TagSlug = "\0" }));
    }

    [Fact]
    public async Task A_cursor_is_good_for_its_own_list_only()
    {
        var tenant = await host.NewTenantAsync();
        await ManyAsync(tenant, 3);
        var cursor = (await ListAsync(tenant, NodeOrder.Title, Page(NodeOrder.Title, 1))).Items[0].Cursor;
        var garbage = Convert.ToBase64String("nodes/title\u001Fx\u001Fy"u8);

        foreach (var bad in (string[])["", "x", garbage, new string('A', 5000), cursor[..^4], cursor + "AAAA"])
            Assert.Equal("after: cursor", Assert.Single(Assert.Throws<InvalidInputException>(() => Page(NodeOrder.Title, 1, after: bad)).Errors) is var e ? $"{e.Field}: {e.Rule}" : "");
        Assert.Throws<InvalidInputException>(() => Page(NodeOrder.Position, 1, after: cursor));
        foreach (var (order, key) in new[] { (NodeOrder.Position, "x"), (NodeOrder.PublishedAtAsc, "-1"), (NodeOrder.PublishedAtDesc, "9223372036854775807") })
        {
            var forged = new Cursor(NodeQueries.ListOf(order), key, Guid.NewGuid()).ToString();
            var refusal = await Assert.ThrowsAsync<InvalidInputException>(() => ListAsync(tenant, order, Page(order, 1, after: forged)));
            Assert.Equal(("after", "cursor"), (refusal.Field, refusal.Rule));
        }
    }

    [Theory]
    [InlineData(0, null, null, null, "first: page-size")]
    [InlineData(101, null, null, null, "first: page-size")]
    [InlineData(null, null, -1, null, "last: page-size")]
    [InlineData(1, null, 1, null, "last: exclusive")]
    [InlineData(1, "x", null, "x", "before: exclusive")]
    [InlineData(1, null, null, "x", "before: needs-last")]
    [InlineData(null, "x", 1, null, "after: needs-first")]
    public void Arguments_of_a_page_that_contradict_each_other_are_refused(int? first, string? after, int? last, string? before, string rule) =>
        Assert.Contains(rule, Assert.Throws<InvalidInputException>(() => PageRequest.Create("nodes/title", first, after, last, before)).Errors.Select(e => $"{e.Field}: {e.Rule}"));

    [Fact]
    public async Task Children_are_the_first_by_position_of_each_parent_that_can_be_read()
    {
        var tenant = await host.NewTenantAsync();
        var (one, two) = (await host.NewNodeAsync(tenant), await host.NewNodeAsync(tenant));
        for (var i = 0; i < 5; i++)
            foreach (var parent in (Guid[])[one, two])
                await host.NewNodeAsync(tenant, Posts.Published($"Child {i}", parentId: parent) with { Position = 10 - i });
        await host.NewNodeAsync(tenant, Posts.Published("Nur deutsch", locale: "de", parentId: one) with { Position = 0 });
        await host.NewNodeAsync(tenant, Posts.New("Draft", parentId: one) with { Position = 0 });
        await host.CatchUpAsync(tenant.TenantId);

        var children = await Queries.ChildrenAsync(tenant.TenantId, [one, two, Guid.CreateVersion7()], NodeStatus.Published, 3, ["en"], false, ModuleHost.Cancellation);

        Assert.Equal(["Child 4", "Child 3", "Child 2"], children[one].Select(c => c.Title));
        Assert.Equal(["Child 4", "Child 3", "Child 2"], children[two].Select(c => c.Title));
        Assert.Equal(2, children.Count);
    }

    [Fact]
    public async Task Categories_and_tags_page_in_both_directions_too()
    {
        var tenant = await host.NewTenantAsync();
        for (var i = 0; i < 25; i++)
        {
            await host.NewCategoryAsync(tenant);
            await host.NewTagAsync(tenant);
        }

        await host.CatchUpAsync(tenant.TenantId);
        var names = host.Services.GetRequiredService<NameQueries>();

        foreach (var backward in (bool[])[false, true])
        {
            var categories = await WalkAsync(NameQueries.CategoryList, 10, backward, p => names.CategoriesAsync(tenant.TenantId, null, true, p, ["en"], ModuleHost.Cancellation), c => c.Id);
            var tags = await WalkAsync(NameQueries.TagList, 10, backward, p => names.TagsAsync(tenant.TenantId, p, ["en"], ModuleHost.Cancellation), t => t.Id);
            Assert.Equal(25, categories.Distinct().Count());
            Assert.Equal(categories.Order(), categories);
            Assert.Equal(25, tags.Distinct().Count());
            Assert.Equal(tags.Order(), tags);
        }
    }

    private static PageRequest Page(NodeOrder order, int first, string? after = null) => PageRequest.Create(NodeQueries.ListOf(order), first, after, null, null);

    private Task<Page<NodeDocument>> ListAsync(CommandContext tenant, NodeOrder order, PageRequest page) =>
        Queries.ListAsync(tenant.TenantId, new NodeFilter(), order, page, ["en"], false, ModuleHost.Cancellation);

    private async Task<IEnumerable<string>> TitlesAsync(CommandContext tenant, NodeOrder order) => (await ListAsync(tenant, order, Page(order, 100))).Items.Select(i => i.Item.Title);

    private Task<List<Guid>> WalkAsync(CommandContext tenant, NodeOrder order, int size, bool backward) =>
        WalkAsync(NodeQueries.ListOf(order), size, backward, page => ListAsync(tenant, order, page), n => n.Id);

    /// <summary>The ids of a whole list in its order, page by page from either end.</summary>
    private static async Task<List<Guid>> WalkAsync<T>(string list, int size, bool backward, Func<PageRequest, Task<Page<T>>> fetch, Func<T, Guid> id)
    {
        var walked = new List<Guid>();
        string? cursor = null;
        for (var more = true; more;)
        {
            var page = await fetch(backward ? PageRequest.Create(list, null, null, size, cursor) : PageRequest.Create(list, size, cursor, null, null));
            Assert.InRange(page.Items.Count, 1, size);
            Assert.Equal(cursor is not null, backward ? page.HasNext : page.HasPrevious);
            var ids = page.Items.Select(i => id(i.Item)).ToList();
            walked.InsertRange(backward ? 0 : walked.Count, ids);
            (cursor, more) = backward ? (page.Items[0].Cursor, page.HasPrevious) : (page.Items[^1].Cursor, page.HasNext);
        }

        return walked;
    }

    /// <summary>Published nodes that differ in nothing a list is ordered by.</summary>
    private async Task<List<Guid>> ManyAsync(CommandContext tenant, int count)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++)
            ids.Add(await host.NewNodeAsync(tenant, Posts.Published("Same") with { PublishedAt = Day, Position = 1 }));
        await host.CatchUpAsync(tenant.TenantId);
        return ids;
    }
}
