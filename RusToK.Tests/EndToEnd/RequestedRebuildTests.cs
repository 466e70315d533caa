using System.Diagnostics;
using RusToK.Core.Search;
using RusToK.Core.Search.Commands;
using RusToK.Core.Tenancy;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.EndToEnd;

[Collection(nameof(RunningSystemTests))]
public sealed class RequestedRebuildTests(RunningSystem system)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("rebuild {read model}")]
    public async Task A_rebuild_that_is_asked_for_is_done_by_the_worker_in_a_trace_linked_to_the_request_and_what_was_lost_is_there_again()
    {
        var tenant = await system.NewTenantAsync();
        var node = await system.NewNodeAsync(tenant);
        await system.Database.ExecuteAsync($"DELETE FROM read.content_nodes WHERE tenant_id = '{tenant.Id}'");

        using var asked = new Activity("asked").Start();
        var request = await system.SendAsync<RequestRebuild, ReadModelRebuild>(TenantRules.PlatformId, new RequestRebuild("content"));

        await Eventually.HoldsAsync(
            () => system.Database.ScalarAsync<bool>($"SELECT status = 'done' AND events > 0 AND finished_at >= started_at FROM events.rebuilds WHERE id = '{request.Id}'"),
            Cancellation);
        Assert.True(await system.Database.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM read.content_nodes WHERE id = '{node}')"));
        var requested = (await system.Database.ScalarAsync<string>($"SELECT traceparent FROM events.rebuilds WHERE id = '{request.Id}'")).Split('-');
        Assert.Equal(asked.TraceId.ToHexString(), requested[1]);
        var rebuild = await system.Telemetry.SpanAsync("rustok-worker", s => s.Name == "rebuild content" && s.Links.Contains((requested[1], requested[2])), Cancellation);
        Assert.Equal((ActivityKind.Internal, null, false, "ok"), (rebuild.Kind, rebuild.ParentId, rebuild.IsError, rebuild.Attributes["rustok.outcome"]));
        Assert.NotEqual(requested[1], rebuild.TraceId);
    }
}
