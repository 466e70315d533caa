using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Errors;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Content;

public sealed class NodeLifecycleTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    [Theory]
    [InlineData(NodeStatus.Draft, "publish", NodeStatus.Published, "node.published")]
    [InlineData(NodeStatus.Published, "unpublish", NodeStatus.Draft, "node.unpublished")]
    [InlineData(NodeStatus.Published, "archive", NodeStatus.Archived, "node.archived")]
    [InlineData(NodeStatus.Archived, "restore", NodeStatus.Draft, "node.updated")]
    public async Task A_transition_that_is_allowed_changes_the_state_and_is_told(NodeStatus from, string transition, NodeStatus to, string told)
    {
        var tenant = await host.NewTenantAsync();
        var before = await NodeAsync(tenant, from);

        var after = (await TransitAsync(tenant, before.Id, transition)).Node;

        Assert.Equal((to, before.Version + 1), (after.Status, after.Version));
        Assert.Equal(to.ToString().ToLowerInvariant(), await host.ScalarAsync<string>("SELECT status FROM content.nodes WHERE id = $1", before.Id));
        var last = (await host.ReadLogAsync(tenant.TenantId, before.Id))[^1];
        Assert.Equal((told, after.Version), (last.Type, last.AggregateVersion));
        Assert.Equal(["node"], last.Json().Names());
        Assert.Equal(to.ToString().ToLowerInvariant(), last.Json().GetProperty("node").Text("status"));
    }

    [Theory]
    [InlineData(NodeStatus.Draft, "unpublish", "published", "publish (to published)")]
    [InlineData(NodeStatus.Draft, "archive", "published", "publish (to published)")]
    [InlineData(NodeStatus.Draft, "restore", "archived", "publish (to published)")]
    [InlineData(NodeStatus.Published, "publish", "draft", "unpublish (to draft) and archive (to archived)")]
    [InlineData(NodeStatus.Published, "restore", "archived", "unpublish (to draft) and archive (to archived)")]
    [InlineData(NodeStatus.Archived, "publish", "draft", "restore (to draft)")]
    [InlineData(NodeStatus.Archived, "unpublish", "published", "restore (to draft)")]
    [InlineData(NodeStatus.Archived, "archive", "published", "restore (to draft)")]
    public async Task Any_other_is_refused_with_the_states_named(NodeStatus from, string transition, string needed, string allowed)
    {
        var tenant = await host.NewTenantAsync();
        var before = await NodeAsync(tenant, from);

        var refusal = await Assert.ThrowsAsync<ConflictException>(() => TransitAsync(tenant, before.Id, transition));

        var current = from.ToString().ToLowerInvariant();
        Assert.Equal(("id", "transition"), (refusal.Field, refusal.Rule));
        Assert.Contains($"The node is {current}; {transition} (to ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"needs it to be {needed}. From {current} it allows {allowed}.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before.Version, await host.ScalarAsync<long>("SELECT version FROM content.nodes WHERE id = $1", before.Id));
        Assert.Equal(before.Version, (await host.ReadLogAsync(tenant.TenantId, before.Id)).Count);
    }

    [Fact]
    public async Task The_reason_is_kept_while_it_is_archived()
    {
        var tenant = await host.NewTenantAsync();
        var node = await NodeAsync(tenant, NodeStatus.Archived);
        Assert.Equal("Outdated", await host.ScalarAsync<string>("SELECT archive_reason FROM content.nodes WHERE id = $1", node.Id));

        Assert.Null((await host.SendAsync(tenant, new RestoreNode(node.Id))).Node.ArchiveReason);
        Assert.True(await host.ScalarAsync<bool>("SELECT archive_reason IS NULL FROM content.nodes WHERE id = $1", node.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\0b")]
    [InlineData(501)]
    public async Task A_reason_out_of_bounds_is_refused(object reason)
    {
        var tenant = await host.NewTenantAsync();
        var node = await NodeAsync(tenant, NodeStatus.Published);
        var text = reason is int length ? new string('x', length) : (string)reason;

        var rule = reason switch { int => "max-length", "a\0b" => "unicode", _ => "required" };
        Assert.Equal([$"reason: {rule}"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new ArchiveNode(node.Id, text))));
        Assert.Equal(NodeStatus.Archived, (await host.SendAsync(tenant, new ArchiveNode(node.Id, new string('x', NodeRules.MaxArchiveReason)))).Node.Status);
    }

    [Fact]
    public async Task The_first_date_of_publication_stays_unless_another_is_given()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant);
        var first = (await host.SendAsync(tenant, new PublishNode(id))).Node.PublishedAt;
        Assert.NotNull(first);

        Assert.Equal(first, (await host.SendAsync(tenant, new UnpublishNode(id))).Node.PublishedAt);
        Assert.Equal(first, (await host.SendAsync(tenant, new PublishNode(id))).Node.PublishedAt);
        await host.SendAsync(tenant, new UnpublishNode(id));
        var given = new DateTimeOffset(1999, 12, 31, 23, 59, 59, TimeSpan.Zero);
        Assert.Equal(given, (await host.SendAsync(tenant, new PublishNode(id, given))).Node.PublishedAt);
    }

    [Fact]
    public async Task A_publication_lies_in_the_past_or_within_the_skew_of_clocks()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant);
        var (soon, later) = (DateTimeOffset.UtcNow.AddSeconds(30), DateTimeOffset.UtcNow.AddMinutes(2));

        Assert.Equal(["publishedAt: past"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new PublishNode(id, later))));
        Assert.Equal(["publishedAt: past"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, Posts.Published("New") with { PublishedAt = later })));
        Assert.Equal(NodeStatus.Published, (await host.SendAsync(tenant, new PublishNode(id, soon))).Node.Status);
    }

    private async Task<Node> NodeAsync(Core.Commands.CommandContext tenant, NodeStatus status)
    {
        var node = await host.SendAsync(tenant, Posts.New() with { Status = status == NodeStatus.Draft ? NodeStatus.Draft : NodeStatus.Published });
        return status == NodeStatus.Archived ? (await host.SendAsync(tenant, new ArchiveNode(node.Node.Id, " Outdated "))).Node : node.Node;
    }

    private Task<NodeResult> TransitAsync(Core.Commands.CommandContext tenant, Guid id, string transition) => transition switch
    {
        "publish" => host.SendAsync(tenant, new PublishNode(id)),
        "unpublish" => host.SendAsync(tenant, new UnpublishNode(id)),
        "archive" => host.SendAsync(tenant, new ArchiveNode(id, "Outdated")),
        _ => host.SendAsync(tenant, new RestoreNode(id)),
    };
}
