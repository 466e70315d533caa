using RusToK.Core.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Scheduling.Commands;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>Planned publications by two Workers, one of which is killed among them.</summary>
[Collection(nameof(ExpendableSystemTests))]
public sealed class ScheduledPublicationTests(ExpendableSystem system, ITestOutputHelper output)
{
    private const int Nodes = 300;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_is_published_once_though_a_worker_is_killed_in_the_middle()
    {
        var tenant = new CommandContext(Guid.CreateVersion7(), "en", null, Guid.CreateVersion7());
        await SendAsync<CreateTenant, Tenant>(tenant, new CreateTenant("Test", "t" + tenant.TenantId.ToString("N"), null, "en"));
        var ids = new List<Guid>();
        for (var i = 0; i < Nodes; i++)
            ids.Add((await SendAsync<CreateNode, NodeResult>(tenant, Posts.New($"Node {i}"))).Node.Id);
        var begin = DateTimeOffset.UtcNow.AddSeconds(5);
        for (var i = 0; i < Nodes; i++)
            await SendAsync<SchedulePublication, NodeResult>(tenant, new SchedulePublication(ids[i]) { PublishAt = begin.AddMilliseconds(i * 10) });

        await Eventually.HoldsAsync(async () => await PublishedAsync(tenant) > Nodes / 3, Cancellation, "a third is published");
        var before = await PublishedAsync(tenant);
        var killedAt = DateTimeOffset.UtcNow;
        await system.Workers[0].KillAsync();
        await Eventually.HoldsAsync(async () => await PublishedAsync(tenant) == Nodes, Cancellation, "all are published by the other");
        await system.Workers[0].StartAsync(Cancellation);

        Assert.InRange(before, 1, Nodes - 1);
        Assert.Equal(Nodes, await system.Database.ScalarAsync<long>($"SELECT count(*) FROM events.log WHERE tenant_id = '{tenant.TenantId}' AND type = 'node.published'"));
        Assert.Equal(Nodes, await system.Database.ScalarAsync<long>($"SELECT count(DISTINCT aggregate_id) FROM events.log WHERE tenant_id = '{tenant.TenantId}' AND type = 'node.published' AND causation_id IS NOT NULL"));
        Assert.Equal(0, await system.Database.ScalarAsync<long>($"SELECT count(*) FROM content.publication_schedules WHERE tenant_id = '{tenant.TenantId}'"));
        await Eventually.HoldsAsync(
            async () => await system.Database.ScalarAsync<long>($"SELECT count(*) FROM read.content_nodes WHERE tenant_id = '{tenant.TenantId}' AND status = 'published' AND publish_at IS NULL") == Nodes,
            Cancellation, "readers see all of them");
        output.WriteLine($"late until the kill: {await LatenessAsync(tenant, $"occurred_at < '{killedAt:O}'")}");
        output.WriteLine($"late from then on, where a claim of the killed one ends after 2 s: {await LatenessAsync(tenant, $"occurred_at >= '{killedAt:O}'")}");
    }

    private Task<string> LatenessAsync(CommandContext tenant, string which) => system.Database.ScalarAsync<string>($"""
        SELECT format('%s plans, median %s ms, 95th %s ms, worst %s ms', count(*),
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY late)::int, percentile_cont(0.95) WITHIN GROUP (ORDER BY late)::int, max(late)::int)
          FROM (SELECT extract(epoch FROM occurred_at - (payload #>> array['node', 'publishedAt'])::timestamptz) * 1000 AS late
                  FROM events.log WHERE tenant_id = '{tenant.TenantId}' AND type = 'node.published' AND {which}) l
        """);

    private Task<long> PublishedAsync(CommandContext tenant) =>
        system.Database.ScalarAsync<long>($"SELECT count(*) FROM content.nodes WHERE tenant_id = '{tenant.TenantId}' AND status = 'published'");

    private Task<TResult> SendAsync<TCommand, TResult>(CommandContext tenant, TCommand command)
        where TCommand : ICommand<TResult> =>
        TestServices.SendAsync<TCommand, TResult>(system.Services, tenant, command);
}
