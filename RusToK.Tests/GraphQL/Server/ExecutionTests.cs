using System.Diagnostics;
using System.Net;
using Xunit;

namespace RusToK.Tests.GraphQL.Server;

public sealed class ExecutionTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Resolvers_get_the_scope_of_their_request()
    {
        var first = (await _server.QueryAsync("{ a: scopeId b: scopeId }")).Data();
        var second = (await _server.QueryAsync("{ a: scopeId }")).Data();

        Assert.Equal((string?)first["a"], (string?)first["b"]);
        Assert.NotEqual((string?)first["a"], (string?)second["a"]);
    }

    [Fact]
    public async Task Fields_of_a_query_run_one_after_another()
    {
        await _server.QueryAsync("{" + string.Concat(Enumerable.Range(0, 20).Select(i => $" f{i}: enter")) + "}");

        Assert.Equal(1, _server.Probe.MostAtOnce);
    }

    [Fact]
    public async Task A_list_and_its_children_take_one_batch()
    {
        var response = await _server.QueryAsync("{ books(first: 20) { edges { node { author { name } words } } } }");

        var edges = response.Data()["books"]!["edges"]!.AsArray();
        Assert.Equal("Author 1", (string?)edges[0]!["node"]!["author"]!["name"]);
        Assert.Equal("Author 2", (string?)edges[1]!["node"]!["author"]!["name"]);
        Assert.Empty(edges[0]!["node"]!["words"]!.AsArray());
        Assert.Equal(2, edges[1]!["node"]!["words"]!.AsArray().Count);
        Assert.Equal([3], _server.Probe.AuthorBatches);
    }

    [Fact]
    public async Task A_client_that_leaves_cancels_the_execution()
    {
        using var leaving = new CancellationTokenSource();
        var request = _server.Client.PostAsync(
            new Uri("/graphql", UriKind.Relative),
            new StringContent("{\"query\":\"{ slow }\"}", System.Text.Encoding.UTF8, "application/json"),
            leaving.Token);
        await _server.Probe.Started.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken);

        await leaving.CancelAsync();

        await _server.Probe.Cancelled.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.Empty(_server.Logs.Errors);
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData("application/graphql-response+json", HttpStatusCode.GatewayTimeout)]
    public async Task An_operation_over_its_time_is_cancelled_with_INTERNAL(string accept, HttpStatusCode status)
    {
        await using var server = await TestServer.StartAsync(("GraphQL:ExecutionTimeout", "00:00:00.1"));
        var started = Stopwatch.StartNew();

        using var response = await server.PostAsync(new { query = "{ slow }" }, accept);

        var error = (await TestServer.ReadAsync(response)).Error();
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("INTERNAL", error.Extension("code"));
        Assert.Equal("time-limit", error.Extension("rule"));
        Assert.InRange(started.Elapsed, TimeSpan.FromMilliseconds(90), Deadline);
        Assert.True(server.Probe.Cancelled.Task.IsCompleted);
    }
}
