using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Tests.Content;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Telemetry.Proof;
using RusToK.Worker.Gauges;
using Xunit;

namespace RusToK.Tests.Telemetry;

public sealed class TableCountsTests(LoneModuleHost host) : IClassFixture<LoneModuleHost>
{
    [Fact]
    [Proves("rustok.content.nodes")]
    [Proves("rustok.tenants.active")]
    public async Task Nodes_are_counted_by_status_and_tenants_while_they_are_not_switched_off()
    {
        var before = await TakeAsync();
        var (one, two, off) = (await host.NewTenantAsync(), await host.NewTenantAsync(), await host.NewTenantAsync());
        await host.SendAsync(one, Posts.New("A draft"));
        await host.SendAsync(two, Posts.New("Another draft"));
        await host.SendAsync(one, Posts.New("Published") with { Status = NodeStatus.Published });
        await host.SendAsync(two, new ArchiveNode((await host.SendAsync(two, Posts.New("Old") with { Status = NodeStatus.Published })).Node.Id, "Old"));
        await host.SendAsync<SetTenantActive, Tenant>(off, new SetTenantActive(false));
        await host.CatchUpAsync(one.TenantId);
        await host.CatchUpAsync(two.TenantId);

        var after = await TakeAsync();

        Assert.Equal(2, after.NodesIn("draft") - before.NodesIn("draft"));
        Assert.Equal(1, after.NodesIn("published") - before.NodesIn("published"));
        Assert.Equal(1, after.NodesIn("archived") - before.NodesIn("archived"));
        Assert.Equal(2, after.ActiveTenants - before.ActiveTenants);
    }

    [Fact]
    [Proves("rustok.database.dead_tuples")]
    public async Task Dead_rows_are_counted_by_table_and_the_days_of_the_log_are_one()
    {
        var tenant = await host.NewTenantAsync();
        await host.ExecuteAsync("UPDATE tenancy.tenants SET updated_at = updated_at WHERE id = $1 RETURNING pg_stat_force_next_flush()", tenant.TenantId);
        await host.ExecuteAsync("DELETE FROM events.log WHERE tenant_id = $1 RETURNING pg_stat_force_next_flush()", tenant.TenantId);

        await Eventually.HoldsAsync(
            async () => (await TakeAsync()).Dead.ToDictionary(t => t.Table, t => t.Rows) is var dead && dead["tenancy.tenants"] > 0 && dead["events.log"] > 0,
            ModuleHost.Cancellation);

        var tables = (await TakeAsync()).Dead.Select(t => t.Table).ToList();
        Assert.Contains("read.content_nodes", tables);
        Assert.Contains("usage.days", tables);
        Assert.DoesNotContain(tables, t => t.StartsWith("events.log_", StringComparison.Ordinal) || t.StartsWith("usage.days_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_table_of_the_migrations_is_among_them()
    {
        var ours = await host.RowsAsync("""
            SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
            """);

        var counted = (await TakeAsync()).Dead.Select(t => t.Table).ToHashSet();

        Assert.Empty(ours.Select(row => row.GetProperty("name").GetString()!).Except(counted));
    }

    [Fact]
    public async Task Counting_reads_no_table_whole_that_grows_with_what_tenants_have()
    {
        // A session of its own: what others of a pooled one have read is counted until it is handed in.
        await using var connection = new NpgsqlConnection(host.Database.Worker + ";Pooling=false");
        await connection.OpenAsync(ModuleHost.Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(ModuleHost.Cancellation);

        await TableCounts.TakeAsync(connection, TimeProvider.System, ModuleHost.Cancellation);

        await using var scans = new NpgsqlCommand(
            "SELECT relid::regclass::text, seq_scan FROM pg_stat_xact_user_tables WHERE schemaname = 'read' AND seq_scan + idx_scan > 0 ORDER BY 1", connection, transaction);
        await using var reader = await scans.ExecuteReaderAsync(ModuleHost.Cancellation);
        var whole = new List<(string Table, long Scans)>();
        while (await reader.ReadAsync(ModuleHost.Cancellation))
            whole.Add((reader.GetString(0), reader.GetInt64(1)));
        Assert.Equal([("read.content_nodes", 0), ("read.products", 0), ("read.variant_stock", 0)], whole);
    }

    [Fact]
    [Proves("rustok.content.nodes")]
    [Proves("rustok.tenants.active")]
    [Proves("rustok.database.dead_tuples")]
    [Proves("rustok.tables.snapshot.age")]
    public async Task The_gauges_are_those_of_one_snapshot_and_zero_is_said()
    {
        await host.NewTenantAsync();
        var (worker, gauges) = MadeGauges.By(() => new TableGauges(host.Worker, TimeProvider.System, NullLogger<TableGauges>.Instance));
        using (worker)
        using (gauges)
        {
            Assert.Empty(gauges.Read());
            await worker.StartAsync(ModuleHost.Cancellation);
            await Eventually.HoldsAsync(() => gauges.Read().Count > 0, ModuleHost.Cancellation);

            Assert.Equal(["archived", "draft", "published"], gauges.Read("rustok.content.nodes").Select(m => m["status"]).Order());
            Assert.True(Assert.Single(gauges.Read("rustok.tenants.active")).Value >= 1);
            Assert.Contains(gauges.Read("rustok.database.dead_tuples"), m => m["table"] == "read.products");
            Assert.InRange(Assert.Single(gauges.Read("rustok.tables.snapshot.age")).Value, 0, 60);

            await worker.StopAsync(ModuleHost.Cancellation);
            Assert.Empty(gauges.Read());
        }
    }

    private async Task<TableCounts> TakeAsync()
    {
        await using var connection = await host.Worker.OpenConnectionAsync(ModuleHost.Cancellation);
        return await TableCounts.TakeAsync(connection, TimeProvider.System, ModuleHost.Cancellation);
    }
}
