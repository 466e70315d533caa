using Npgsql;
using RusToK.Core.Persistence;
using Xunit;

namespace RusToK.Tests.Pipeline;

public sealed class LogTests(PipelineFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UPDATE events.log SET type = 'x'")]
    [InlineData("DELETE FROM events.log")]
    [InlineData("TRUNCATE events.log")]
    [InlineData("DROP TABLE events.log")]
    [InlineData("UPDATE events.relay_state SET partitions = 1")]
    [InlineData("SELECT * FROM events.reanchor()")]
    public async Task Neither_login_can_change_what_is_in_the_log(string statement)
    {
        await using var database = await fixture.CreateAsync();
        foreach (var login in new[] { database.AppConnectionString, database.WorkerConnectionString })
        {
            await using var source = NpgsqlDataSource.Create(login + ";Pooling=false");
            await using var command = source.CreateCommand(statement);
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancellation));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }
    }

    [Fact]
    public async Task The_application_sees_and_writes_events_of_its_tenant_only()
    {
        await using var database = await fixture.CreateAsync();
        await database.AppendAsync(Guid.CreateVersion7(), 1);
        Assert.Equal(1, await CountAsync(database, database.TenantId));
        Assert.Equal(0, await CountAsync(database, Guid.CreateVersion7()));
        Assert.Equal(0, await CountAsync(database, null));

        await using var connection = await database.App.OpenConnectionAsync(Cancellation);
        await using var batch = connection.CreateTenantBatch(Guid.CreateVersion7());
        batch.BatchCommands.Add(database.Event(Guid.CreateVersion7(), 1, "forged", null).Command);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => batch.ExecuteNonQueryAsync(Cancellation));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task Retention_drops_whole_days_that_everybody_has_handled_and_no_other()
    {
        await using var database = await fixture.CreateAsync();
        await database.ExecuteAsync("SELECT events.add_day((now() AT TIME ZONE 'UTC')::date - 40), events.add_day((now() AT TIME ZONE 'UTC')::date - 2)");
        await InsertAsync(database, daysAgo: 40);
        await InsertAsync(database, daysAgo: 2);
        Assert.Empty(await MaintainAsync(database, retentionDays: 30));

        await using var pipeline = await RunningPipeline.StartAsync(database);
        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, Cancellation);
        // The day goes once a later batch has begun, since until then the last one may be asked for again.
        await database.AppendAsync(Guid.CreateVersion7(), 1);
        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, Cancellation);
        await Eventually.HoldsAsync(
            async () =>
            {
                await AppendToAllPartitionsAsync(database);
                return (await MaintainAsync(database, retentionDays: 30)).Count == 1;
            }, Cancellation);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM events.log WHERE recorded_at < now() - interval '30 days'"));
        Assert.Equal(1, await database.ScalarAsync<long>(
            "SELECT count(*) FROM events.log WHERE recorded_at BETWEEN now() - interval '3 days' AND now() - interval '1 day'"));
    }

    [Fact]
    public async Task Events_of_a_day_nobody_prepared_are_kept_and_moved_to_it()
    {
        await using var database = await fixture.CreateAsync();
        await InsertAsync(database, daysAgo: 9);
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT count(*) FROM events.log_default"));
        await database.ExecuteAsync("SELECT events.add_day((now() AT TIME ZONE 'UTC')::date - 9)");
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM events.log_default"));

        await using var pipeline = await RunningPipeline.StartAsync(database);
        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, Cancellation);
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT sum(times)::bigint FROM test.items"));
    }

    private static async Task AppendToAllPartitionsAsync(PipelineDatabase database)
    {
        for (var i = 0; i < 12; i++)
            await database.AppendAsync(Guid.CreateVersion7(), 1);
    }

    private static Task InsertAsync(PipelineDatabase database, int daysAgo) => database.ExecuteAsync($$"""
        INSERT INTO events.log (recorded_at, id, type, schema_version, tenant_id, aggregate_type, aggregate_id, aggregate_version, correlation_id, occurred_at, payload)
        VALUES (now() - interval '{{daysAgo}} days', gen_random_uuid(), 'test.changed', 1, '{{database.TenantId}}', 'test', gen_random_uuid(), 1, gen_random_uuid(), now(), '{"value":"old"}')
        """);

    private static async Task<List<string>> MaintainAsync(PipelineDatabase database, int retentionDays)
    {
        await using var worker = NpgsqlDataSource.Create(database.WorkerConnectionString + ";Pooling=false");
        await using var command = worker.CreateCommand($"SELECT events.maintain_log(7, {retentionDays})");
        var dropped = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
            dropped.Add(reader.GetString(0));
        return dropped;
    }

    private static async Task<long> CountAsync(PipelineDatabase database, Guid? tenant)
    {
        await using var connection = await database.App.OpenConnectionAsync(Cancellation);
        await using var batch = connection.CreateBatch();
        if (tenant is { } id)
            batch.BatchCommands.Add(TenantBatch.SetTenant(id));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT count(*) FROM events.log"));
        await using var reader = await batch.ExecuteReaderAsync(Cancellation);
        if (tenant is not null)
            await reader.NextResultAsync(Cancellation);
        await reader.ReadAsync(Cancellation);
        return reader.GetInt64(0);
    }
}
