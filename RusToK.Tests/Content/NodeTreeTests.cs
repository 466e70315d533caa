using RusToK.Core.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Errors;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Content;

public sealed class NodeTreeTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    [Fact]
    public async Task A_tree_is_a_hundred_levels_deep_at_most()
    {
        var tenant = await host.NewTenantAsync();
        var chain = await ChainAsync(tenant, NodeRules.MaxDepth + 1);
        Assert.Equal(NodeRules.MaxDepth, await DepthAsync(chain[^1]));

        Assert.Equal(["parentId: depth"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, Posts.New(parentId: chain[^1]))));
        var pair = await ChainAsync(tenant, 2);
        Assert.Equal(["parentId: depth"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new UpdateNode(pair[0]) { ParentId = chain[^2] })));
        Assert.Equal(NodeRules.MaxDepth - 1, (await host.SendAsync(tenant, new UpdateNode(pair[0]) { ParentId = chain[^3] })).Node.Depth);
        Assert.Equal(NodeRules.MaxDepth, await DepthAsync(pair[1]));
    }

    [Fact]
    public async Task A_move_takes_along_what_is_below_and_tells_of_each_new_depth()
    {
        var tenant = await host.NewTenantAsync();
        var target = await ChainAsync(tenant, 2);
        var moved = await ChainAsync(tenant, 3);

        await host.SendAsync(tenant, new UpdateNode(moved[0]) { ParentId = target[1] });

        Assert.Equal([2, 3, 4], await DepthsAsync(moved));
        foreach (var id in moved)
        {
            var events = await host.ReadLogAsync(tenant.TenantId, id);
            Assert.Equal(["node.created 1", "node.updated 2"], events.Types());
            Assert.Equal(await DepthAsync(id), events[1].Json().GetProperty("node").GetProperty("depth").GetInt32());
        }

        await host.SendAsync(tenant, new UpdateNode(moved[0]) { ParentId = (Guid?)null });
        Assert.Equal([0, 1, 2], await DepthsAsync(moved));
    }

    [Fact]
    public async Task A_move_to_the_same_depth_says_nothing_of_what_is_below()
    {
        var tenant = await host.NewTenantAsync();
        var (first, second) = (await host.NewNodeAsync(tenant), await host.NewNodeAsync(tenant));
        var node = await host.NewNodeAsync(tenant, Posts.New(parentId: first));
        var below = await host.NewNodeAsync(tenant, Posts.New(parentId: node));

        await host.SendAsync(tenant, new UpdateNode(node) { ParentId = second });

        Assert.Equal(["node.created 1"], (await host.ReadLogAsync(tenant.TenantId, below)).Types());
        Assert.Equal(["node.created 1", "node.updated 2"], (await host.ReadLogAsync(tenant.TenantId, node)).Types());
    }

    [Fact]
    public async Task A_node_does_not_go_below_itself()
    {
        var tenant = await host.NewTenantAsync();
        var chain = await ChainAsync(tenant, 3);

        Assert.Equal(["parentId: cycle"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new UpdateNode(chain[0]) { ParentId = chain[0] })));
        Assert.Equal(["parentId: cycle"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new UpdateNode(chain[0]) { ParentId = chain[2] })));
        Assert.Equal(["parentId: exists"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new UpdateNode(chain[0]) { ParentId = Guid.CreateVersion7() })));
    }

    [Theory]
    [InlineData(NodeRules.MaxMovedDescendants, true)]
    [InlineData(NodeRules.MaxMovedDescendants + 1, false)]
    public async Task A_node_with_a_thousand_below_it_moves_and_one_with_more_does_not(int below, bool moves)
    {
        var tenant = await host.NewTenantAsync();
        var (target, node) = (await host.NewNodeAsync(tenant), await host.NewNodeAsync(tenant));
        await host.ExecuteAsync("""
            INSERT INTO content.nodes SELECT (jsonb_populate_record(n, jsonb_build_object('id', gen_random_uuid(), 'parent_id', n.id, 'depth', 1))).*
              FROM content.nodes n, generate_series(1, $2) WHERE n.id = $1
            """, node, below);

        Task<NodeResult> Move() => host.SendAsync(tenant, new UpdateNode(node) { ParentId = target });

        if (moves)
            Assert.Equal(1, (await Move()).Node.Depth);
        else
            Assert.Equal("parentId: subtree-size", await Refused.AsConflictAsync(Move));
        Assert.Equal(moves ? below : 0, await host.ScalarAsync<long>("SELECT count(*) FROM content.nodes WHERE parent_id = $1 AND depth = 2", node));
        Assert.Equal(moves ? below : 0, await host.ScalarAsync<long>(
            "SELECT count(*) FROM events.log l JOIN content.nodes n ON n.id = l.aggregate_id WHERE n.parent_id = $1 AND l.type = 'node.updated'", node));
    }

    [Fact]
    public async Task A_node_with_nodes_below_it_is_not_deleted()
    {
        var tenant = await host.NewTenantAsync();
        var chain = await ChainAsync(tenant, 2);

        Assert.Equal("id: in-use", await Refused.AsConflictAsync(() => host.SendAsync(tenant, new DeleteNode(chain[0]))));
        await host.SendAsync(tenant, new DeleteNode(chain[1]));
        await host.SendAsync(tenant, new DeleteNode(chain[0]));

        Assert.Equal(0, await host.ScalarAsync<long>("SELECT count(*) FROM content.nodes WHERE tenant_id = $1", tenant.TenantId));
    }

    [Fact]
    public async Task Two_moves_at_once_do_not_make_a_circle()
    {
        var tenant = await host.NewTenantAsync();
        for (var round = 0; round < 10; round++)
        {
            var (left, right) = (await host.NewNodeAsync(tenant), await host.NewNodeAsync(tenant));

            var refusals = await Task.WhenAll(
                Attempt(() => host.SendAsync(tenant, new UpdateNode(left) { ParentId = right })),
                Attempt(() => host.SendAsync(tenant, new UpdateNode(right) { ParentId = left })));

            Assert.Single(refusals, r => r is InvalidInputException { Rule: "cycle" });
            Assert.Single(refusals, r => r is null);
            Assert.Equal([0, 1], (await DepthsAsync([left, right])).Order());
        }
    }

    [Fact]
    public async Task A_node_made_below_one_that_moves_has_the_depth_of_its_place()
    {
        var tenant = await host.NewTenantAsync();
        var target = await host.NewNodeAsync(tenant);
        for (var round = 0; round < 10; round++)
        {
            var moving = await host.NewNodeAsync(tenant);

            await Task.WhenAll(
                host.SendAsync(tenant, new UpdateNode(moving) { ParentId = target }),
                host.SendAsync(tenant, Posts.New(parentId: moving)),
                host.SendAsync(tenant, Posts.New(parentId: moving)));

            Assert.Equal([2, 2], (await host.RowsAsync("SELECT depth FROM content.nodes WHERE parent_id = $1", moving)).Select(r => r.GetProperty("depth").GetInt32()));
        }
    }

    private static async Task<Exception?> Attempt(Func<Task> command)
    {
        try
        {
            await command();
            return null;
        }
        catch (DomainException refusal)
        {
            return refusal;
        }
    }

    private async Task<List<Guid>> ChainAsync(CommandContext tenant, int length)
    {
        var chain = new List<Guid>();
        for (var i = 0; i < length; i++)
            chain.Add(await host.NewNodeAsync(tenant, Posts.New(parentId: i == 0 ? null : chain[^1])));
        return chain;
    }

    private async Task<List<int>> DepthsAsync(List<Guid> ids)
    {
        var depths = new List<int>();
        foreach (var id in ids)
            depths.Add(await DepthAsync(id));
        return depths;
    }

    private Task<int> DepthAsync(Guid id) => host.ScalarAsync<int>("SELECT depth FROM content.nodes WHERE id = $1", id);
}
