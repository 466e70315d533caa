using RusToK.Core.Content.Nodes;
using RusToK.Tests.Content;
using RusToK.Tests.EndToEnd;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Tracing;

[Collection(nameof(RunningSystemTests))]
public sealed class CachedReadTraceTests(RunningSystem system)
{
    private const string One = "query One($id: UUID!) { node(id: $id) { title } }";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("cache.load {cache}")]
    [Proves("{command} {keyspace}")]
    public async Task What_is_read_a_second_time_costs_no_SQL_and_says_that_it_was_remembered()
    {
        var tenant = await system.NewTenantAsync();
        var node = await system.NewNodeAsync(tenant, Posts.New("Remembered") with { Status = NodeStatus.Published });
        await Eventually.HoldsAsync(
            () => system.Database.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM read.content_nodes WHERE id = '{node}' AND status = 'published')"), Cancellation);

        var first = await ReadAsync(tenant, node);
        // All processes are told twice to forget what they knew of a node that has changed; until then it may be read again.
        var second = first;
        await Eventually.HoldsAsync(
            async () => CacheEvents((second = await ReadAsync(tenant, node)).Single("resolve Query.node")).Contains("cache.hit content"), Cancellation);

        first.Without(RequestSteps.Lookup).AssertIs($"""
            POST /graphql [server, rustok-api]
            {RequestSteps.Known}
              query [internal, rustok-api]
                resolve Query.node [internal, rustok-api]
                  HMGET rustok:cache:content [client, rustok-api]
                  cache.load content [internal, rustok-api]
                    SELECT read.content_nodes [client, rustok-api]
            """);
        second.Without(RequestSteps.Lookup).AssertIs($"""
            POST /graphql [server, rustok-api]
            {RequestSteps.Known}
              query [internal, rustok-api]
                resolve Query.node [internal, rustok-api]
            """);
        Assert.Equal(["cache.miss content"], CacheEvents(first.Single("resolve Query.node")));
        Assert.Equal(["cache.hit content"], CacheEvents(second.Single("resolve Query.node")));
        Assert.Contains(CacheEvents(second.Single("POST /graphql")), e => e.EndsWith(" tenants", StringComparison.Ordinal));
        foreach (var tree in (SpanTree[])[first, second])
        {
            tree.AssertAllHave("tenant.id", tenant.Id.ToString());
            // Nobody was signed in.
            Assert.All(tree.Spans, s => Assert.DoesNotContain("user.id", s.Attributes.Keys));
            Assert.DoesNotContain(tree.Spans, s => s.IsError);
        }

        var redis = first.Single("HMGET rustok:cache:content").Attributes;
        Assert.Equal(("redis", "HMGET", "127.0.0.1", system.RedisPort), (redis["db.system.name"], redis["db.operation.name"], redis["server.address"], redis["server.port"]));
        // Keys hold what was asked for.
        foreach (var span in first.Spans.Concat(second.Spans).Where(s => s.Attributes.GetValueOrDefault("db.system.name") == "redis"))
            Assert.DoesNotContain(span.Texts, t => t.Contains(node.ToString("N"), StringComparison.Ordinal) || t.Contains(tenant.Slug, StringComparison.Ordinal));
    }

    private async Task<SpanTree> ReadAsync(Core.Tenancy.Tenant tenant, Guid node)
    {
        var answer = await system.ReadAsync(tenant, One, new { id = node });
        Assert.Equal("Remembered", answer.GetProperty("data").GetProperty("node").GetProperty("title").GetString());
        return await system.Telemetry.TraceAsync(RunningSystem.TraceIdOf(answer), ["POST /graphql", "query"], Cancellation);
    }

    private static IEnumerable<string> CacheEvents(RecordedSpan span) =>
        span.Events.Where(e => e.Name.StartsWith("cache.", StringComparison.Ordinal)).Select(e => $"{e.Name} {e.Attributes["cache"]}");
}
