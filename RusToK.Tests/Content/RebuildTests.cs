using Microsoft.Extensions.Logging.Abstractions;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Events.Log;
using RusToK.Core.Events.Streams;
using RusToK.Tests.Fixtures;
using RusToK.Worker.Rebuild;
using Xunit;

namespace RusToK.Tests.Content;

/// <summary>The Worker's own rebuild, on the content's read models.</summary>
public sealed class RebuildTests(LoneModuleHost host) : IClassFixture<LoneModuleHost>
{
    [Fact]
    public async Task Emptied_read_models_are_rebuilt_from_the_log_row_for_row()
    {
        var tenants = new List<Guid>();
        for (var t = 0; t < 3; t++)
        {
            var tenant = await host.NewTenantAsync();
            tenants.Add(tenant.TenantId);
            var (category, tag) = (await host.NewCategoryAsync(tenant), await host.NewTagAsync(tenant));
            for (var i = 0; i < 20; i++)
            {
                var id = await host.NewNodeAsync(tenant, Posts.Published($"Title {i}", "words") with { CategoryId = category, TagIds = [tag] });
                if (i % 3 == 0)
                    await host.SendAsync(tenant, new TranslateNode(id, Posts.Text($"Titel {i}", locale: "de")));
                if (i % 5 == 0)
                    await host.SendAsync(tenant, new DeleteNode(id));
            }

            await host.CatchUpAsync(tenant.TenantId);
        }

        var before = await HashAsync(tenants);
        await RecordBatchAsync();
        var projection = Assert.Single(host.Projections, p => p.Name == "content");
        foreach (var table in projection.Tables)
            await host.ExecuteAsync($"DELETE FROM {table}");

        var applied = await new ReadModelRebuilder(host.Worker, NullLogger<ReadModelRebuilder>.Instance).RebuildAsync(projection, null, ModuleHost.Cancellation);

        Assert.Equal(await host.ScalarAsync<long>("SELECT count(*) FROM events.log WHERE type !~ '^(tenant|locale)'"), applied);
        Assert.Equal(before, await HashAsync(tenants));
        Assert.Equal(0, await host.ScalarAsync<long>("SELECT count(*) FROM events.dead_letters"));
    }

    private async Task<List<string>> HashAsync(List<Guid> tenants)
    {
        var hashes = new List<string>();
        foreach (var tenant in tenants)
            hashes.AddRange((await host.HashReadModelsAsync(tenant)).Select(h => $"{tenant} {h.Key} {h.Value}"));
        return hashes;
    }

    /// <summary>Records what the log holds as a batch, as the relay does before it publishes: a rebuild goes as far as that.</summary>
    private async Task RecordBatchAsync()
    {
        await using var connection = await host.Worker.OpenConnectionAsync(ModuleHost.Cancellation);
        var newest = await EventLogReader.NewestBatchAsync(connection, ModuleHost.Cancellation);
        var (batch, _) = await EventLogReader.ReadNextAsync(connection, newest, null, StreamTails.None, limit: 10_000, term: 1, new LogHorizon(), [], ModuleHost.Cancellation);
        Assert.NotNull(batch);
    }
}
