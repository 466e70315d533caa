using System.Text.Json;
using RusToK.Tests.Telemetry.Proof;
using RusToK.Tests.Tracing;
using Xunit;

namespace RusToK.Tests.EndToEnd;

[Collection(nameof(RunningSystemTests))]
public sealed class OneTraceTests(RunningSystem system)
{
    private const string Publish = "mutation Publish($id: UUID!) { publishNode(input: { id: $id }) { node { status } } }";

    private const string TenantLookup = RequestSteps.Unknown;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("{method} {route}")]
    [Proves("{operation type}")]
    [Proves("resolve {type}.{field}")]
    [Proves("{module}.{command}")]
    [Proves("{query summary}", Source = "Npgsql")]
    [Proves("create {event.type}")]
    [Proves("publish rustok.events")]
    [Proves("{command} {keyspace}")]
    [Proves("process {event.type}")]
    public async Task Publishing_a_node_is_one_trace_from_the_request_to_the_projection_across_processes()
    {
        var tenant = await system.NewTenantAsync();
        var node = await system.NewNodeAsync(tenant);
        var correlation = Guid.CreateVersion7();

        var published = await system.GraphQLAsync(tenant, Publish, new { id = node }, ("X-Correlation-ID", correlation.ToString()));
        var tree = await TraceAsync(published, "publish rustok.events", "process node.published");

        tree.AssertIs($"""
            POST /graphql [server, rustok-api]
            {TenantLookup}
              mutation [internal, rustok-api]
                resolve Mutation.publishNode [internal, rustok-api]
                  content.publish_node [internal, rustok-api]
                    SELECT content.nodes [client, rustok-api]
                    create node.published [producer, rustok-api]
                      publish rustok.events [producer, rustok-worker]
                        XADD rustok:events [client, rustok-worker]
                      process node.published [consumer, rustok-worker]
                        SELECT events.advance_cursors; INSERT read.content_nodes; SELECT rustok.require [client, rustok-worker]
                    UPDATE content.nodes; INSERT events.log [client, rustok-api]
                resolve NodePayload.node [internal, rustok-api]
                  SELECT content.nodes [client, rustok-api]
            """);
        tree.AssertAllHave("tenant.id", tenant.Id.ToString());
        tree.AssertHave([tree.Single("POST /graphql"), .. tree.Branch(tree.Single("mutation"))], "user.id", await system.AdminIdAsync(tenant));
        var (create, publish, process) = (tree.Single("create node.published"), tree.Single("publish rustok.events"), tree.Single("process node.published"));
        Assert.Equal([(create.TraceId, create.SpanId)], publish.Links);
        Assert.Equal([(publish.TraceId, publish.SpanId)], process.Links);
        Assert.Empty(tree.Exceptions);
    }

    [Fact]
    [Proves("{method} {route}")]
    [Proves("{operation type}")]
    [Proves("{module}.{command}")]
    [Proves("{query summary}", Source = "Npgsql")]
    [Proves("create {event.type}")]
    [Proves("publish rustok.events")]
    [Proves("{command} {keyspace}")]
    [Proves("process {event.type}")]
    public async Task Spans_say_what_their_kind_of_span_has_to_say()
    {
        var tenant = await system.NewTenantAsync();
        var node = await system.NewNodeAsync(tenant);
        var correlation = Guid.CreateVersion7();

        var published = await system.GraphQLAsync(tenant, Publish, new { id = node }, ("X-Correlation-ID", correlation.ToString()));
        var tree = await TraceAsync(published, "publish rustok.events", "process node.published");

        AssertHas(tree.Single("POST /graphql"), ("http.request.method", "POST"), ("http.route", "/graphql"), ("http.response.status_code", "200"),
            ("rustok.tenant.slug", tenant.Slug));
        AssertHas(tree.Single("mutation"), ("graphql.operation.type", "mutation"), ("graphql.operation.name", "Publish"),
            ("rustok.graphql.complexity", "2"), ("rustok.graphql.errors", "0"));
        Assert.Matches("^[0-9a-f]{64}$", tree.Single("mutation").Attributes["graphql.document.hash"]);
        AssertHas(tree.Single("content.publish_node"), ("rustok.aggregate.type", "node"), ("rustok.aggregate.id", node.ToString()), ("rustok.outcome", "ok"));
        AssertHas(tree.Single("UPDATE content.nodes; INSERT events.log"), ("db.system.name", "postgresql"), ("db.namespace", system.Database.Name),
            ("db.query.summary", "UPDATE content.nodes; INSERT events.log"), ("db.operation.batch.size", "3"), ("server.address", "127.0.0.1"));
        AssertHas(tree.Single("XADD rustok:events"), ("db.system.name", "redis"), ("db.operation.name", "XADD"), ("db.operation.batch.size", "1"));
        AssertHas(tree.Single("EVALSHA rustok:limit"), ("db.system.name", "redis"), ("db.operation.name", "EVALSHA"));
        foreach (var redis in (string[])["XADD rustok:events", "EVALSHA rustok:limit"])
            AssertHas(tree.Single(redis), ("server.address", "127.0.0.1"), ("server.port", system.RedisPort));

        (string, string)[] message =
        [
            ("messaging.system", "redis"), ("messaging.destination.name", "rustok.events"), ("messaging.message.conversation_id", correlation.ToString()),
            ("event.type", "node.published"), ("rustok.aggregate.id", node.ToString()), ("rustok.aggregate.version", "2"),
        ];
        var (create, process) = (tree.Single("create node.published"), tree.Single("process node.published"));
        AssertHas(create, [("messaging.operation.type", "create"), .. message]);
        AssertHas(process, [("messaging.operation.type", "process"), ("messaging.message.id", create.Attributes["messaging.message.id"]), .. message]);
        AssertHas(process, ("handler", "content"), ("messaging.consumer.group.name", "content"), ("rustok.attempt", "1"), ("rustok.outcome", "ok"));
        AssertHas(tree.Single("publish rustok.events"), ("messaging.system", "redis"), ("messaging.operation.type", "send"),
            ("messaging.destination.name", "rustok.events"), ("messaging.batch.message_count", "1"));
    }

    [Fact]
    [Proves("process rustok.events")]
    [Proves("{query summary}", Source = "RusToK.Events")]
    public async Task Events_that_travel_together_each_have_their_write_in_their_own_trace()
    {
        const int count = 40;
        var tenants = new[] { await system.NewTenantAsync(), await system.NewTenantAsync() };
        var answers = new List<(Guid Tenant, JsonElement Answer)>();
        await system.PauseWorkerAsync();
        try
        {
            for (var i = 0; i < count; i++)
                answers.Add((tenants[i % 2].Id, await system.GraphQLAsync(tenants[i % 2], """
                    mutation($title: String!) { createNode(input: { kind: POST, translations: [{ title: $title }] }) { version } }
                    """, new { title = $"Together {i}" })));
        }
        finally
        {
            await system.ResumeWorkerAsync();
        }

        var together = 0;
        foreach (var (tenant, answer) in answers)
        {
            var tree = await TraceAsync(answer, "process node.created");
            tree.AssertAllHave("tenant.id", tenant.ToString());
            var process = tree.Single("process node.created");
            var write = Assert.Single(tree.Below(process));
            Assert.Equal("SELECT events.advance_cursors; INSERT read.content_nodes; INSERT read.content_documents", write.Name);
            AssertHas(write, ("db.system.name", "postgresql"), ("db.query.summary", write.Name), ("db.namespace", system.Database.Name));

            // The publish span is of a batch with events of other traces, and so in a trace of its own.
            var link = Assert.Single(process.Links);
            var publish = (await system.Telemetry.TraceAsync(link.TraceId, ["publish rustok.events"], Cancellation)).Single("publish rustok.events");
            var create = tree.Single("create node.created");
            Assert.Equal(link.SpanId, publish.SpanId);
            Assert.Contains((create.TraceId, create.SpanId), publish.Links);

            if (write.Links is [var batch])
            {
                together++;
                var shared = await system.Telemetry.TraceAsync(batch.TraceId, ["process rustok.events"], Cancellation);
                shared.AssertIs($"""
                    process rustok.events [consumer, rustok-worker]
                      {write.Name} [client, rustok-worker]
                    """);
                Assert.Contains((process.TraceId, process.SpanId), shared.Single("process rustok.events").Links);
            }
        }

        Assert.True(together > count / 2, $"only {together} of {count} events travelled with others");
    }

    [Fact]
    [Proves("{module}.{command}")]
    public async Task A_mutation_that_is_refused_says_why_once()
    {
        var tenant = await system.NewTenantAsync();
        var refused = await system.GraphQLAsync(tenant, Publish, new { id = Guid.CreateVersion7() });
        var tree = await TraceAsync(refused, "POST /graphql");

        tree.AssertIs($"""
            POST /graphql [server, rustok-api]
            {TenantLookup}
              mutation [internal, rustok-api]
                resolve Mutation.publishNode [internal, rustok-api]
                  content.publish_node [internal, rustok-api, error]
                    SELECT content.nodes [client, rustok-api]
            """);
        AssertHas(tree.Single("content.publish_node"), ("rustok.outcome", "failed"), ("error.type", "RusToK.Core.Errors.NotFoundException"));
        AssertHas(tree.Single("mutation"), ("rustok.graphql.errors", "1"));
        Assert.Equal("RusToK.Core.Errors.NotFoundException", Assert.Single(tree.Exceptions).Attributes["exception.type"]);
        Assert.Single(tree.Single("content.publish_node").Exceptions);
    }

    [Fact]
    public async Task Input_that_breaks_the_rules_says_so_once_and_is_not_quoted()
    {
        var tenant = await system.NewTenantAsync();
        var refused = await system.GraphQLAsync(tenant, """
            mutation($title: String!) { createNode(input: { kind: POST, translations: [{ title: $title }] }) { version } }
            """, new { title = "carol@example.test" + new string('x', 300) });
        var tree = await TraceAsync(refused, "POST /graphql");

        var command = tree.Single("content.create_node");
        Assert.True(command.IsError);
        AssertHas(command, ("error.type", "RusToK.Core.Errors.InvalidInputException"));
        Assert.Equal(command.Exceptions, Assert.Single(tree.Exceptions) is var only ? [only] : []);
        tree.AssertNowhere("carol@example.test");
    }

    [Fact]
    [Proves("{query summary}", Source = "Npgsql")]
    [Proves("create {event.type}")]
    public async Task A_statement_that_fails_is_an_error_up_to_the_operation_with_one_exception_and_none_of_its_values()
    {
        var tenant = await system.NewTenantAsync();
        await system.Database.ExecuteAsync("ALTER TABLE content.nodes ADD COLUMN forgotten integer NOT NULL DEFAULT 0");
        await system.Database.ExecuteAsync("ALTER TABLE content.nodes ALTER COLUMN forgotten DROP DEFAULT");
        JsonElement failed;
        try
        {
            failed = await system.GraphQLAsync(tenant, """
                mutation { createNode(input: { kind: POST, metadata: { mail: "dave@example.test" }, translations: [{ title: "erin@example.test" }] }) { version } }
                """);
        }
        finally
        {
            await system.Database.ExecuteAsync("ALTER TABLE content.nodes DROP COLUMN forgotten");
        }

        Assert.Equal("INTERNAL", Assert.Single(failed.GetProperty("errors").EnumerateArray()).GetProperty("extensions").GetProperty("code").GetString());
        var tree = await TraceAsync(failed, "POST /graphql");
        tree.AssertAllHave("tenant.id", tenant.Id.ToString());
        tree.AssertHave([tree.Single("POST /graphql"), .. tree.Branch(tree.Single("mutation"))], "user.id", await system.AdminIdAsync(tenant));
        AssertHas(tree.Single("mutation"), ("rustok.graphql.errors", "1"));
        tree.AssertIs($"""
            POST /graphql [server, rustok-api]
            {TenantLookup}
              mutation [internal, rustok-api, error]
                resolve Mutation.createNode [internal, rustok-api, error]
                  content.create_node [internal, rustok-api, error]
                    create node.created [producer, rustok-api, error]
                    INSERT content.nodes; INSERT content.node_translations; INSERT events.log [client, rustok-api, error]
            """);
        var statement = tree.Single("INSERT content.nodes; INSERT content.node_translations; INSERT events.log");
        AssertHas(statement, ("error.type", "23502"), ("db.response.status_code", "23502"));
        Assert.Equal("Npgsql.PostgresException", Assert.Single(statement.Exceptions).Attributes["exception.type"]);
        Assert.Single(tree.Exceptions);
        foreach (var above in new[] { "mutation", "resolve Mutation.createNode", "content.create_node", "create node.created" })
            AssertHas(tree.Single(above), ("error.type", "Npgsql.PostgresException"));

        var logs = await LogsAsync(failed, log => log.Severity == "Error");
        var log = Assert.Single(logs);
        Assert.Equal(tenant.Id.ToString(), log.Attributes["tenant.id"]);
        foreach (var mark in new[] { "dave@example.test", "erin@example.test", "Password" })
        {
            tree.AssertNowhere(mark);
            Assert.DoesNotContain(log.Attributes.Values.Append(log.Body), text => text.Contains(mark, StringComparison.Ordinal));
            Assert.DoesNotContain(mark, failed.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    [Proves("process {event.type}")]
    public async Task What_the_worker_logs_about_an_event_is_found_in_the_events_trace()
    {
        var tenant = await system.NewTenantAsync();
        var node = await system.NewNodeAsync(tenant);
        await system.Database.ExecuteAsync($"ALTER TABLE read.content_nodes ADD CONSTRAINT sick CHECK (id <> '{node}' OR status <> 'published')");
        JsonElement published;
        try
        {
            published = await system.GraphQLAsync(tenant, Publish, new { id = node });
            await Eventually.HoldsAsync(
                () => system.Database.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM events.retries WHERE aggregate_id = '{node}')"), Cancellation);
        }
        finally
        {
            await system.Database.ExecuteAsync("ALTER TABLE read.content_nodes DROP CONSTRAINT sick");
        }

        var tree = await TraceAsync(published, "process node.published");
        var process = tree.Spans.First(s => s.Name == "process node.published");
        Assert.True(process.IsError);
        AssertHas(process, ("error.type", "Npgsql.PostgresException"), ("rustok.outcome", "failed"), ("tenant.id", tenant.Id.ToString()));
        var below = tree.Below(process).ToList();
        Assert.Equal(
            ["SELECT events.advance_cursors; INSERT read.content_nodes; SELECT rustok.require", "SELECT events.advance_cursors; INSERT events.retries"],
            below.Select(s => s.Name));
        Assert.Equal([true, false], below.Select(s => s.IsError));
        Assert.Equal("23514", below[0].Attributes["error.type"]);
        Assert.Single(below[0].Exceptions);
        Assert.Empty(process.Exceptions);

        var log = Assert.Single(await LogsAsync(published, l => l.Service == "rustok-worker" && l.Body.Contains("failed in attempt 1", StringComparison.Ordinal)));
        Assert.Equal(process.SpanId, log.SpanId);
        Assert.Equal(tenant.Id.ToString(), log.Attributes["tenant.id"]);

        // The constraint is gone, so the next attempt goes well, in the same trace.
        tree = await system.Telemetry.TraceAsync(
            RunningSystem.TraceIdOf(published), t => t.Spans.Any(s => s.Name == "process node.published" && s.Attributes.GetValueOrDefault("rustok.outcome") == "ok"),
            Cancellation);
        var second = tree.Spans.Last(s => s.Name == "process node.published");
        Assert.NotEqual("1", second.Attributes["rustok.attempt"]);
    }

    private Task<SpanTree> TraceAsync(JsonElement answer, params string[] names) =>
        system.Telemetry.TraceAsync(RunningSystem.TraceIdOf(answer), ["POST /graphql", .. names], Cancellation);

    private async Task<List<RecordedLog>> LogsAsync(JsonElement answer, Func<RecordedLog, bool> wanted)
    {
        List<RecordedLog> logs = [];
        await Eventually.HoldsAsync(
            async () => (logs = [.. (await system.Telemetry.LogsAsync(RunningSystem.TraceIdOf(answer), Cancellation)).Where(wanted)]).Count > 0, Cancellation);
        return logs;
    }

    private static void AssertHas(RecordedSpan span, params (string Name, string Value)[] attributes)
    {
        foreach (var (name, value) in attributes)
            Assert.True(span.Attributes.GetValueOrDefault(name) == value, $"{span.Name} has {name} = '{span.Attributes.GetValueOrDefault(name)}', not '{value}'");
    }
}
