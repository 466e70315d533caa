using Npgsql;
using RusToK.Tests.EndToEnd;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Tracing;

[Collection(nameof(RunningSystemTests))]
public sealed class TimeoutTraceTests(RunningSystem system)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("{method} {route}")]
    [Proves("{query summary}", Source = "Npgsql")]
    public async Task A_statement_that_runs_out_of_time_shows_each_attempt_and_what_it_ended()
    {
        var tenant = await system.NewTenantAsync();
        var node = await system.NewNodeAsync(tenant);
        await using var source = NpgsqlDataSource.Create(system.Database.Superuser + ";Pooling=false");
        await using var other = await source.OpenConnectionAsync(Cancellation);
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await using (var locked = new NpgsqlCommand("LOCK TABLE read.content_nodes IN ACCESS EXCLUSIVE MODE", other, transaction))
            await locked.ExecuteNonQueryAsync(Cancellation);

        // Who may see drafts reads past the cache.
        var answer = await system.GraphQLAsync(tenant, "query Slow($id: UUID!) { node(id: $id, status: null) { title } }", new { id = node });
        await transaction.RollbackAsync(Cancellation);
        var tree = await system.Telemetry.TraceAsync(RunningSystem.TraceIdOf(answer), ["POST /graphql", "query"], Cancellation);

        Assert.Equal("INTERNAL", Assert.Single(answer.GetProperty("errors").EnumerateArray()).GetProperty("extensions").GetProperty("code").GetString());
        tree.AssertIs($"""
            POST /graphql [server, rustok-api, error]
            {RequestSteps.Unknown}
              query [internal, rustok-api, error]
                resolve Query.node [internal, rustok-api, error]
                  SELECT read.content_nodes [client, rustok-api, error]
                  SELECT read.content_nodes [client, rustok-api, error]
            """);
        tree.AssertAllHave("tenant.id", tenant.Id.ToString());
        tree.AssertHave([tree.Single("POST /graphql"), .. tree.Branch(tree.Single("query"))], "user.id", await system.AdminIdAsync(tenant));
        Assert.Equal("1", tree.Single("query").Attributes["rustok.graphql.errors"]);
        foreach (var ended in (string[])["query", "resolve Query.node"])
            Assert.Equal("RusToK.Core.Resilience.UnavailableException", tree.Single(ended).Attributes["error.type"]);
        Assert.Equal(("503", "503"), (tree.Single("POST /graphql").Attributes["http.response.status_code"], tree.Single("POST /graphql").Attributes["error.type"]));
        // An attempt is a failure of its own; what they ended in has none besides.
        Assert.All(tree.Below(tree.Single("resolve Query.node")), s => Assert.Single(s.Exceptions));
        Assert.Equal(2, tree.Exceptions.Count());
    }
}
