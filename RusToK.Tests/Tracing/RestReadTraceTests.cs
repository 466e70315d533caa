using System.Net;
using RusToK.Core.Content.Nodes;
using RusToK.Tests.Content;
using RusToK.Tests.EndToEnd;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Tracing;

[Collection(nameof(RunningSystemTests))]
public sealed class RestReadTraceTests(RunningSystem system)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("{method} {route}")]
    public async Task Reading_over_REST_goes_on_with_the_callers_trace_and_is_named_by_its_route()
    {
        const string name = "GET /api/content/nodes/{id:guid}";
        var tenant = await system.NewTenantAsync();
        var node = await system.NewNodeAsync(tenant, Posts.New("Read over REST") with { Status = NodeStatus.Published });
        await Eventually.HoldsAsync(
            () => system.Database.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM read.content_nodes WHERE id = '{node}' AND status = 'published')"), Cancellation);

        var (status, traceId) = await system.GetAsync(tenant, $"/api/content/nodes/{node}");
        var tree = await system.Telemetry.TraceAsync(traceId, [name], Cancellation);

        Assert.Equal(HttpStatusCode.OK, status);
        tree.Without(RequestSteps.Lookup).AssertIs($"""
            {name} [server, rustok-api]
            {RequestSteps.Known}
              HMGET rustok:cache:content [client, rustok-api]
              cache.load content [internal, rustok-api]
                SELECT read.content_nodes [client, rustok-api]
            """);
        tree.AssertAllHave("tenant.id", tenant.Id.ToString());
        Assert.All(tree.Spans, s => Assert.DoesNotContain("user.id", s.Attributes.Keys));
        var server = tree.Single(name);
        Assert.NotNull(server.ParentId);
        Assert.Equal(
            ("GET", "/api/content/nodes/{id:guid}", "200", tenant.Slug),
            (server.Attributes["http.request.method"], server.Attributes["http.route"], server.Attributes["http.response.status_code"], server.Attributes["rustok.tenant.slug"]));
        Assert.Contains(server.Events, e => e.Name == "cache.miss" && e.Attributes["cache"] == "content");
        Assert.Empty(tree.Exceptions);
    }
}
