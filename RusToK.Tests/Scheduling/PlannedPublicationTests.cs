using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Scheduling.Commands;
using RusToK.Core.Errors;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Scheduling;

/// <summary>What is planned, and what becomes of a plan before its time.</summary>
public sealed class PlannedPublicationTests(ModuleHost host) : IClassFixture<ModuleHost>
{
    private static readonly DateTimeOffset Later = DateTimeOffset.UtcNow.AddDays(30).ToTheSecond();

    [Fact]
    public async Task A_plan_is_told_kept_with_who_made_it_and_shown_to_who_may_see_drafts()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant);
        var editor = tenant with { ActorId = Guid.CreateVersion7(), CorrelationId = Guid.CreateVersion7() };

        var node = (await host.SendAsync(editor, new SchedulePublication(id) { PublishAt = Later, UnpublishAt = Later.AddDays(1) })).Node;

        Assert.Equal((NodeStatus.Draft, Later, Later.AddDays(1), 2), (node.Status, node.PublishAt, node.UnpublishAt, node.Version));
        var rows = await host.RowsAsync("SELECT action, due_at, attempt_at = due_at AS waits, attempts, actor_id, correlation_id FROM content.publication_schedules WHERE node_id = $1 ORDER BY action", id);
        Assert.Equal([("publish", Later), ("unpublish", Later.AddDays(1))], rows.Select(r => (r.Text("action")!, r.GetProperty("due_at").GetDateTimeOffset())));
        Assert.All(rows, r => Assert.Equal((true, 0, editor.ActorId, editor.CorrelationId),
            (r.GetProperty("waits").GetBoolean(), r.GetProperty("attempts").GetInt32(), r.GetProperty("actor_id").GetGuid(), r.GetProperty("correlation_id").GetGuid())));
        var told = (await host.ReadLogAsync(tenant.TenantId, id))[^1];
        Assert.Equal(("node.updated", Later), (told.Type, told.Json().GetProperty("node").GetProperty("publishAt").GetDateTimeOffset()));
        await host.CatchUpAsync(tenant.TenantId);
        Assert.Equal(1, await host.ScalarAsync<long>("SELECT count(*) FROM read.content_nodes WHERE id = $1 AND publish_at = $2 AND unpublish_at = $3",
            id, Later.UtcDateTime, Later.AddDays(1).UtcDateTime));
    }

    [Fact]
    public async Task Another_time_is_another_plan_the_same_time_is_the_same_and_null_is_none()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant);
        await host.SendAsync(tenant, new SchedulePublication(id) { PublishAt = Later, UnpublishAt = Later.AddDays(9) });
        var first = await PlanAsync(id, "publish");

        Assert.Equal(2, (await host.SendAsync(tenant, new SchedulePublication(id) { PublishAt = Later })).Node.Version);
        Assert.Equal(first, await PlanAsync(id, "publish"));
        Assert.Equal(3, (await host.SendAsync(tenant, new SchedulePublication(id) { PublishAt = Later.AddHours(1) })).Node.Version);
        Assert.NotEqual(first, await PlanAsync(id, "publish"));
        var cancelled = (await host.SendAsync(tenant, new SchedulePublication(id) { PublishAt = null })).Node;

        Assert.Equal((null, null, 4), (cancelled.PublishAt, cancelled.UnpublishAt, cancelled.Version));
        Assert.Equal(0, await PlansAsync(id));
    }

    [Theory]
    [InlineData("cancel", 3)]
    [InlineData("delete", 3)]
    [InlineData("archive", 4)]
    public async Task A_plan_ends_with_what_it_was_for(string how, long version)
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant, how == "archive" ? Posts.Published() : Posts.New());
        await host.SendAsync(tenant, how == "archive" ? new SchedulePublication(id) { UnpublishAt = Later } : new SchedulePublication(id) { PublishAt = Later });
        Assert.Equal(1, await PlansAsync(id));

        var after = (how switch
        {
            "cancel" => await host.SendAsync(tenant, new CancelPublication(id)),
            "delete" => await host.SendAsync(tenant, new DeleteNode(id)),
            _ => await host.SendAsync(tenant, new ArchiveNode(id, "Old")),
        }).Node;

        Assert.Equal(version, after.Version);
        Assert.Equal(0, await PlansAsync(id));
        if (how == "cancel")
            Assert.Equal(version, (await host.SendAsync(tenant, new CancelPublication(id))).Node.Version);
    }

    [Fact]
    public async Task What_is_published_by_hand_is_not_published_again_and_is_unpublished_at_its_time_all_the_same()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant);
        await host.SendAsync(tenant, new SchedulePublication(id) { PublishAt = Later, UnpublishAt = Later.AddDays(1) });

        var published = (await host.SendAsync(tenant, new PublishNode(id))).Node;
        Assert.Equal((null, Later.AddDays(1)), (published.PublishAt, published.UnpublishAt));
        Assert.Equal(1, await PlansAsync(id));
        Assert.Null((await host.SendAsync(tenant, new UnpublishNode(id))).Node.UnpublishAt);
        Assert.Equal(0, await PlansAsync(id));
    }

    [Fact]
    public async Task A_plan_for_the_past_out_of_order_or_from_the_wrong_state_is_refused()
    {
        var tenant = await host.NewTenantAsync();
        var (draft, published) = (await host.NewNodeAsync(tenant), await host.NewNodeAsync(tenant, Posts.Published()));
        var past = DateTimeOffset.UtcNow.AddSeconds(-1);

        Assert.Equal(["publishAt: future", "unpublishAt: future", "unpublishAt: order"],
            await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new SchedulePublication(draft) { PublishAt = past, UnpublishAt = past })));
        Assert.Equal(["unpublishAt: order"], await Refused.AsInvalidAsync(() => host.SendAsync(tenant, new SchedulePublication(draft) { PublishAt = Later, UnpublishAt = Later })));
        var publish = await Assert.ThrowsAsync<ConflictException>(() => host.SendAsync(tenant, new SchedulePublication(published) { PublishAt = Later }));
        Assert.Equal("The node is published; publish (to published) needs it to be draft. From published it allows unpublish (to draft) and archive (to archived).", publish.Message);
        var unpublish = await Assert.ThrowsAsync<ConflictException>(() => host.SendAsync(tenant, new SchedulePublication(draft) { UnpublishAt = Later }));
        Assert.StartsWith("The node is draft; unpublish (to draft) needs it to be published.", unpublish.Message, StringComparison.Ordinal);
        Assert.Equal("expectedVersion: version", await Refused.AsConflictAsync(() => host.SendAsync(tenant, new SchedulePublication(draft, ExpectedVersion: 7) { PublishAt = Later })));
        Assert.Equal("expectedVersion: version", await Refused.AsConflictAsync(() => host.SendAsync(tenant, new CancelPublication(draft, ExpectedVersion: 7))));
        Assert.Equal(0, await PlansAsync(draft));
    }

    [Fact]
    public async Task Another_tenants_node_is_not_there()
    {
        var (tenant, other) = (await host.NewTenantAsync(), await host.NewTenantAsync());
        var id = await host.NewNodeAsync(tenant);

        Assert.Equal("id", await Refused.AsNotFoundAsync(() => host.SendAsync(other, new SchedulePublication(id) { PublishAt = Later })));
        Assert.Equal("id", await Refused.AsNotFoundAsync(() => host.SendAsync(other, new CancelPublication(id))));
    }

    private Task<Guid> PlanAsync(Guid node, string action) =>
        host.ScalarAsync<Guid>("SELECT id FROM content.publication_schedules WHERE node_id = $1 AND action = $2", node, action);

    private Task<long> PlansAsync(Guid node) => host.ScalarAsync<long>("SELECT count(*) FROM content.publication_schedules WHERE node_id = $1", node);
}
