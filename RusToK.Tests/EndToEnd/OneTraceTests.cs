using RusToK.Tests.Tracing;
using Xunit;

namespace RusToK.Tests.EndToEnd;

[Collection(nameof(RunningSystemTests))]
public sealed class OneTraceTests(RunningSystem system)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publishing_a_node_is_one_trace_from_the_request_to_the_projection_across_processes()
    {
        var tenant = await system.NewTenantAsync();
        var created = await system.GraphQLAsync(tenant.Slug, """
            mutation { createNode(input: { kind: POST, translations: [{ title: "Traced", body: "x" }] }) { node { id } } }
            """);
        var id = created.GetProperty("data").GetProperty("createNode").GetProperty("node").GetProperty("id").GetGuid();
        // The first event is settled before the second comes, so that each is a batch, and so a trace, of its own.
        await TreeAsync(RunningSystem.TraceIdOf(created), "process node.created");

        var published = await system.GraphQLAsync(tenant.Slug, $$"""mutation { publishNode(input: { id: "{{id}}" }) { node { status } } }""");
        var tree = await TreeAsync(RunningSystem.TraceIdOf(published), "process node.published");

        tree.AssertIs("""
            POST /graphql [server, rustok-api]
            """);
        tree.AssertAllHave("tenant.id", tenant.Id.ToString());
        var (create, publish, process) = (tree.Single("create node.published"), tree.Single("publish rustok.events"), tree.Single("process node.published"));
        Assert.Contains((create.TraceId, create.SpanId), publish.Links);
        Assert.Contains((publish.TraceId, publish.SpanId), process.Links);
        Assert.Equal(create.Attributes["messaging.message.id"], process.Attributes["messaging.message.id"]);
        Assert.Equal(create.Attributes["messaging.message.conversation_id"], process.Attributes["messaging.message.conversation_id"]);
    }

    /// <summary>The trace, once the Worker's part of it has arrived.</summary>
    private async Task<SpanTree> TreeAsync(string traceId, string lastSpan)
    {
        SpanTree tree = null!;
        await Eventually.HoldsAsync(
            async () =>
            {
                tree = await system.Telemetry.TraceAsync(traceId, Cancellation);
                return tree.Spans.Any(s => s.Name == lastSpan) && tree.Spans.Any(s => s.Name.StartsWith("POST", StringComparison.Ordinal));
            }, Cancellation, $"{lastSpan} in trace {traceId}");
        return tree;
    }
}
