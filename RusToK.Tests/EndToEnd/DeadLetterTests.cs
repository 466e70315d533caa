using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Tests.Content;
using RusToK.Tests.Telemetry.Proof;
using RusToK.Tests.Tracing;
using Xunit;

namespace RusToK.Tests.EndToEnd;

[Collection(nameof(RunningSystemTests))]
public sealed class DeadLetterTests(RunningSystem system)
{
    private const string Added = "sum(rustok_dead_letters_added_total{handler=\"content\", event_type=\"node.published\"})";
    private const string Replayed = "sum(rustok_dead_letters_replayed_total{handler=\"content\", event_type=\"node.published\"})";
    private const string Waiting = "sum(rustok_dead_letters{handler=\"content\", event_type=\"node.published\"})";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("rustok.dead_letters")]
    [Proves("rustok.dead_letters.added")]
    [Proves("rustok.dead_letters.replayed")]
    [Proves("process {event.type}")]
    [Proves("replay {event.type}")]
    [Proves("cli.{command}")]
    public async Task A_poison_event_is_set_aside_among_good_ones_and_an_operator_replays_it_after_the_mend()
    {
        var (added, replayed) = (await system.Prometheus.EventuallyAsync(Added, _ => true, Cancellation), await system.Prometheus.EventuallyAsync(Replayed, _ => true, Cancellation));
        var tenant = await system.NewTenantAsync();
        var sick = await system.NewNodeAsync(tenant);
        await system.Database.ExecuteAsync($"ALTER TABLE read.content_nodes ADD CONSTRAINT sick CHECK (id <> '{sick}' OR status <> 'published')");

        List<Guid> good = [];
        for (var i = 0; i < 10; i++)
            good.Add(await PublishNewAsync(tenant.Id, $"Good {i}"));
        var published = await system.GraphQLAsync(tenant, $$"""mutation { publishNode(input: { id: "{{sick}}" }) { version } }""");
        for (var i = 10; i < 20; i++)
            good.Add(await PublishNewAsync(tenant.Id, $"Good {i}"));

        foreach (var node in good)
            await Eventually.HoldsAsync(async () => await StatusAsync(node) == "published", Cancellation, "the good ones pass");
        await Eventually.HoldsAsync(
            () => system.Database.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM events.dead_letters WHERE aggregate_id = '{sick}' AND status = 'dead')"), Cancellation);
        Assert.Equal("draft", await StatusAsync(sick));

        var creation = RunningSystem.TraceIdOf(published);
        var eventId = await system.Database.ScalarAsync<Guid>($"SELECT event_id FROM events.dead_letters WHERE aggregate_id = '{sick}'");
        var shown = (await WorkerCommand.RunAsync(system.Administration, "dead-letters", "show", eventId.ToString())).Succeeded();
        Assert.Contains($"created in    trace {creation}", shown.Output, StringComparison.Ordinal);
        Assert.Contains($"failed in     trace {creation}", shown.Output, StringComparison.Ordinal);
        Assert.Contains("after 5 attempts", shown.Output, StringComparison.Ordinal);
        Assert.Contains("23514", shown.Output, StringComparison.Ordinal);
        // Together with good ones it may have been tried before, which is repeated and counts as no attempt of its own.
        static IEnumerable<string> Attempts(SpanTree trace) => trace.Spans
            .Where(s => s.Name == "process node.published").Select(s => s.Attributes["rustok.outcome"]).Where(outcome => outcome != "repeated");
        var story = await system.Telemetry.TraceAsync(creation, t => Attempts(t).Count() == 5, Cancellation);
        Assert.Equal(["failed", "failed", "failed", "failed", "dead"], Attempts(story));
        await system.Prometheus.EventuallyAsync(Added, n => n == added + 1, Cancellation);
        await system.Prometheus.EventuallyAsync(Waiting, n => n == 1, Cancellation);

        await system.Database.ExecuteAsync("ALTER TABLE read.content_nodes DROP CONSTRAINT sick");
        (await WorkerCommand.RunAsync(system.Administration, "dead-letters", "replay", eventId.ToString())).Succeeded();
        await Eventually.HoldsAsync(async () => await StatusAsync(sick) == "published", Cancellation);

        var replay = await ReplayOfAsync(eventId);
        replay.AssertIs("""
            replay node.published [consumer, rustok-worker]
              SELECT events.advance_cursors; INSERT read.content_nodes; SELECT rustok.require; UPDATE events.dead_letters [client, rustok-worker]
            """);
        replay.AssertAllHave("tenant.id", tenant.Id.ToString());
        replay.AssertAllHave("user.id", await system.AdminIdAsync(tenant));
        var span = replay.Single("replay node.published");
        Assert.Equal(("6", "ok"), (span.Attributes["rustok.attempt"], span.Attributes["rustok.outcome"]));
        Assert.Equal(2, span.Links.Count);
        Assert.Equal((creation, story.Single("create node.published").SpanId), span.Links[0]);
        var operation = await system.Telemetry.TraceAsync(span.Links[1].TraceId, ["cli.dead-letters"], Cancellation);
        operation.AssertIs("""
            cli.dead-letters [internal, rustok-admin]
              UPDATE events.dead_letters [client, rustok-admin]
            """);
        Assert.Equal(operation.Single("cli.dead-letters").SpanId, span.Links[1].SpanId);

        await system.Prometheus.EventuallyAsync(Replayed, n => n == replayed + 1, Cancellation);
        await system.Prometheus.EventuallyAsync(Waiting, n => n == 0, Cancellation);
        var again = await WorkerCommand.RunAsync(system.Administration, "dead-letters", "replay", eventId.ToString());
        Assert.Equal(1, again.ExitCode);
    }

    private async Task<Guid> PublishNewAsync(Guid tenant, string title) => (await system.SendAsync<CreateNode, NodeResult>(
        tenant, Posts.New(title) with { Status = NodeStatus.Published })).Node.Id;

    private Task<string> StatusAsync(Guid node) =>
        system.Database.ScalarAsync<string>($"SELECT coalesce((SELECT status FROM read.content_nodes WHERE id = '{node}'), '')");

    private async Task<SpanTree> ReplayOfAsync(Guid eventId)
    {
        await Eventually.HoldsAsync(
            () => system.Database.ScalarAsync<bool>($"SELECT status = 'replayed' FROM events.dead_letters WHERE event_id = '{eventId}'"), Cancellation);
        var context = await system.Database.ScalarAsync<string>($"SELECT replay_traceparent FROM events.dead_letters WHERE event_id = '{eventId}'");
        return await system.Telemetry.TraceAsync(context.Split('-')[1], ["replay node.published"], Cancellation);
    }
}
