using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Scheduling;
using RusToK.Core.Content.Scheduling.Commands;
using RusToK.Core.Telemetry;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Telemetry.Proof;
using RusToK.Tests.Tracing;
using RusToK.Worker.Scheduling;
using Xunit;

namespace RusToK.Tests.Scheduling;

/// <summary>What the Worker does with plans, on a database where nobody else claims any.</summary>
public sealed class PublicationSchedulerTests(LoneModuleHost host) : IClassFixture<LoneModuleHost>
{
    private PublicationScheduler Worker => new(
        host.Worker, host.Services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System, NullLogger<PublicationScheduler>.Instance);

    [Fact]
    public async Task A_draft_is_published_at_its_time_in_the_name_of_who_planned_it_with_the_plan_as_the_cause()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant);
        var editor = tenant with { ActorId = Guid.CreateVersion7(), CorrelationId = Guid.CreateVersion7() };
        var time = DateTimeOffset.UtcNow.AddSeconds(3).ToStorable();
        await host.SendAsync(editor, new SchedulePublication(id) { PublishAt = time });
        var plan = await host.ScalarAsync<Guid>("SELECT id FROM content.publication_schedules WHERE node_id = $1", id);
        await Worker.RunOnceAsync(ModuleHost.Cancellation);
        Assert.Equal("draft", await StatusAsync(id));

        await RunUntilAsync(() => IsAsync(id, "published"), Worker);

        var events = await host.ReadLogAsync(tenant.TenantId, id);
        Assert.Equal(["node.created 1", "node.updated 2", "node.published 3"], events.Types());
        Assert.Equal((plan, editor.CorrelationId, editor.ActorId), (events[^1].CausationId, events[^1].CorrelationId, events[^1].ActorId));
        Assert.InRange(events[^1].OccurredAt - time, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        var node = events[^1].Json().GetProperty("node");
        Assert.Equal(time, node.GetProperty("publishedAt").GetDateTimeOffset());
        Assert.False(node.TryGetProperty("publishAt", out _));
        Assert.Equal(0, await PlansAsync());
    }

    [Fact]
    public async Task Several_workers_publish_each_node_once()
    {
        var tenant = await host.NewTenantAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 60; i++)
        {
            ids.Add(await host.NewNodeAsync(tenant));
            await host.SendAsync(tenant, new SchedulePublication(ids[^1]) { PublishAt = Later.AddMilliseconds(i % 3) });
        }

        await ComeDueAsync();

        await RunUntilAsync(async () => await PlansAsync() == 0, Worker, Worker, Worker);

        var published = (await host.ReadLogAsync(tenant.TenantId)).Where(e => e.Type == "node.published").Select(e => e.AggregateId).ToList();
        Assert.Equal(ids.Order(), published.Order());
    }

    [Fact]
    public async Task What_was_missed_is_made_up_for_in_the_order_of_time()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant);
        await host.SendAsync(tenant, new SchedulePublication(id) { PublishAt = Later, UnpublishAt = Later.AddMilliseconds(50) });
        await ComeDueAsync();

        await RunUntilAsync(async () => await PlansAsync() == 0, Worker);

        Assert.Equal(["node.created 1", "node.updated 2", "node.published 3", "node.unpublished 4"], (await host.ReadLogAsync(tenant.TenantId, id)).Types());
        Assert.Equal("draft", await StatusAsync(id));
    }

    [Fact]
    public async Task Who_claims_a_plan_and_dies_leaves_it_to_another()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant);
        await host.SendAsync(tenant, new SchedulePublication(id) { PublishAt = Later });
        await ComeDueAsync();
        var claimed = await DueSchedules.ClaimAsync(host.Worker, 10, ModuleHost.Cancellation);

        Assert.Equal((id, 1), (claimed.Single().NodeId, claimed[0].Attempt));
        Assert.Equal(0, await Worker.RunOnceAsync(ModuleHost.Cancellation));
        await RunUntilAsync(() => IsAsync(id, "published"), Worker);

        // And whoever was only slow changes nothing any more.
        await CarryOutAsync(tenant, claimed[0]);
        Assert.Equal(["node.created 1", "node.updated 2", "node.published 3"], (await host.ReadLogAsync(tenant.TenantId, id)).Types());
    }

    [Fact]
    public async Task A_plan_that_was_changed_after_the_claim_is_not_carried_out()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant);
        await host.SendAsync(tenant, new SchedulePublication(id) { PublishAt = Later });
        await ComeDueAsync();
        var claimed = await DueSchedules.ClaimAsync(host.Worker, 10, ModuleHost.Cancellation);
        await host.SendAsync(tenant, new SchedulePublication(id) { PublishAt = Later.AddDays(1) });

        await CarryOutAsync(tenant, claimed[0]);

        Assert.Equal(("draft", 1), (await StatusAsync(id), await PlansAsync()));
        await host.SendAsync(tenant, new CancelPublication(id));
    }

    [Fact]
    [Proves("scheduled {action}")]
    public async Task The_publication_is_a_trace_of_its_own_linked_to_the_one_that_planned_it()
    {
        using var recorder = new SpanRecorder("rustok-worker", TelemetrySources.CommandsName, TelemetrySources.EventsName);
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant);
        await host.SendAsync(tenant, new SchedulePublication(id) { PublishAt = Later });
        await ComeDueAsync();
        var planned = ActivityContext.Parse((await host.RowsAsync("SELECT traceparent FROM content.publication_schedules WHERE node_id = $1", id)).Single().Text("traceparent")!, null);

        await RunUntilAsync(() => IsAsync(id, "published"), Worker);

        var told = (await host.ReadLogAsync(tenant.TenantId, id))[^1];
        var tree = recorder.Trace(ActivityContext.Parse(told.TraceParent!, null).TraceId);
        var root = tree.Single("scheduled publish");
        Assert.Equal([(planned.TraceId.ToHexString(), planned.SpanId.ToHexString())], root.Links);
        Assert.NotEqual(planned.TraceId.ToHexString(), root.TraceId);
        Assert.Equal((tenant.TenantId.ToString(), id.ToString(), "ok"), (root.Attributes["tenant.id"], root.Attributes["rustok.aggregate.id"], root.Attributes["rustok.outcome"]));
        Assert.Equal(root.SpanId, tree.Single("content.carry_out_schedule").ParentId);
        Assert.Equal(tree.Single("content.carry_out_schedule").SpanId, tree.Single("create node.published").ParentId);
    }

    private static DateTimeOffset Later { get; } = DateTimeOffset.UtcNow.AddDays(1).ToStorable();

    /// <summary>Lets the workers think that the time of every plan has come.</summary>
    private Task<int> ComeDueAsync() => host.ExecuteAsync("UPDATE content.publication_schedules SET attempt_at = clock_timestamp()");

    private Task<NodeResult> CarryOutAsync(CommandContext tenant, DueSchedule plan) =>
        host.SendAsync<CarryOutSchedule, NodeResult>(tenant, new CarryOutSchedule(plan.NodeId, plan.Action, plan.Id, plan.DueAt));

    private static async Task RunUntilAsync(Func<Task<bool>> done, params PublicationScheduler[] workers) => await Eventually.HoldsAsync(
        async () =>
        {
            await Task.WhenAll(workers.Select(w => w.RunOnceAsync(ModuleHost.Cancellation)));
            return await done();
        }, ModuleHost.Cancellation);

    private async Task<bool> IsAsync(Guid node, string status) => await StatusAsync(node) == status;

    private Task<string> StatusAsync(Guid node) => host.ScalarAsync<string>("SELECT status FROM content.nodes WHERE id = $1", node);

    private Task<long> PlansAsync() => host.ScalarAsync<long>("SELECT count(*) FROM content.publication_schedules");
}
