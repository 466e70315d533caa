using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Tags;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Content;

/// <summary>State and events are one transaction.</summary>
public sealed class AtomicityTests(LoneModuleHost host) : IClassFixture<LoneModuleHost>
{
    [Fact]
    public async Task A_change_that_fails_takes_its_events_back()
    {
        var tenant = await host.NewTenantAsync();
        var tag = NewTag(tenant.TenantId);

        var batch = Writes.Begin(tenant).Insert(tag).Append(Told(tag), "tag", tag.Id, 1).Update(tag with { Version = 9 }, expectedVersion: 8);
        await Assert.ThrowsAsync<ConflictException>(() => batch.CommitAsync(ModuleHost.Cancellation));

        Assert.Equal(0, await host.ScalarAsync<long>("SELECT count(*) FROM content.tags WHERE id = $1", tag.Id));
        Assert.Empty(await host.ReadLogAsync(tenant.TenantId, tag.Id));
    }

    [Fact]
    public async Task An_event_that_cannot_be_written_takes_the_change_back()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant);
        await host.ExecuteAsync("ALTER TABLE events.log ADD CONSTRAINT no_publications CHECK (type <> 'node.published') NOT VALID");
        try
        {
            await Assert.ThrowsAnyAsync<Exception>(() => host.SendAsync(tenant, new PublishNode(id)));
            await Assert.ThrowsAnyAsync<Exception>(() => host.SendAsync(tenant, Posts.Published("Other")));
        }
        finally
        {
            await host.ExecuteAsync("ALTER TABLE events.log DROP CONSTRAINT no_publications");
        }

        Assert.Equal("draft 1", await host.ScalarAsync<string>("SELECT string_agg(status || ' ' || version, ',') FROM content.nodes WHERE tenant_id = $1", tenant.TenantId));
        Assert.Equal(["node.created 1"], (await host.ReadLogAsync(tenant.TenantId, id)).Types());
        Assert.Equal(NodeStatus.Published, (await host.SendAsync(tenant, new PublishNode(id))).Node.Status);
    }

    [Fact]
    public async Task Events_of_one_command_share_its_transaction_and_follow_their_order()
    {
        var tenant = await host.NewTenantAsync();
        var id = await host.NewNodeAsync(tenant, Posts.Published());

        Assert.Equal(1, await host.ScalarAsync<long>("SELECT count(DISTINCT xid) FROM events.log WHERE aggregate_id = $1", id));
        Assert.True(await host.ScalarAsync<bool>(
            "SELECT xid::text::bigint % 4294967296 = (SELECT xmin::text::bigint FROM content.nodes WHERE id = $1) FROM events.log WHERE aggregate_id = $1 LIMIT 1", id));
    }

    [Fact]
    public async Task A_batch_writes_in_its_own_tenant_only()
    {
        var (tenant, other) = (await host.NewTenantAsync(), await host.NewTenantAsync());
        var tag = NewTag(other.TenantId);

        var error = await Assert.ThrowsAsync<PostgresException>(() => Writes.Begin(tenant).Insert(tag).CommitAsync(ModuleHost.Cancellation));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
    }

    private WriteBatchFactory Writes => host.Services.GetRequiredService<WriteBatchFactory>();

    private static Tag NewTag(Guid tenantId) =>
        new() { TenantId = tenantId, Id = Guid.CreateVersion7(), CreatedAt = DateTimeOffset.UtcNow, Version = 1 };

    private static TagCreated Told(Tag tag) => new(tag.CreatedAt, [new NameState("en", "x", "x")]);
}
