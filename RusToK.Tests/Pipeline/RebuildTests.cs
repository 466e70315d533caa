using Npgsql;
using Xunit;

namespace RusToK.Tests.Pipeline;

public sealed class RebuildTests(PipelineFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private const string Fingerprint = "SELECT md5(string_agg(i::text, ',' ORDER BY id)) FROM test.items i";

    [Fact]
    public async Task A_rebuild_gives_the_same_read_model_while_events_keep_coming()
    {
        await using var database = await fixture.CreateAsync();
        await using var pipeline = await RunningPipeline.StartAsync(database);
        await FailureTests.ProduceAsync(database, aggregates: 20, versions: 20);
        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, TestContext.Current.CancellationToken);
        var before = await database.ScalarAsync<string>(Fingerprint);
        await database.ExecuteAsync("DELETE FROM test.items");

        Assert.Equal(400, await pipeline.Rebuilder.RebuildAsync(pipeline.Projection, null, TestContext.Current.CancellationToken));
        Assert.Equal(before, await database.ScalarAsync<string>(Fingerprint));

        var producing = FailureTests.ProduceAsync(database, aggregates: 20, versions: 20);
        for (var round = 0; round < 3; round++)
            await pipeline.Rebuilder.RebuildAsync(pipeline.Projection, null, TestContext.Current.CancellationToken);
        await producing;
        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_new_projection_reads_the_log_there_is_before_it_joins()
    {
        await using var database = await fixture.CreateAsync();
        await using var relay = await RunningPipeline.StartAsync(database, new PipelineSettings { Consumer = false });
        await FailureTests.ProduceAsync(database, aggregates: 10, versions: 10);
        await Eventually.HoldsAsync(
            async () => await database.ScalarAsync<long>("SELECT max(no) FROM events.relay_batches") > 0, TestContext.Current.CancellationToken);

        await using var late = await RunningPipeline.StartAsync(database, new PipelineSettings { Relay = false });
        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_log_whose_beginning_was_dropped_is_refused()
    {
        await using var database = await fixture.CreateAsync();
        await using var pipeline = await RunningPipeline.StartAsync(database);
        var aggregate = Guid.CreateVersion7();
        await database.AppendAsync(aggregate, 1);
        await Eventually.HoldsAsync(async () => await database.AppliedAsync(aggregate) is not null, TestContext.Current.CancellationToken);
        await database.ExecuteAsync("UPDATE events.relay_state SET dropped_before = '2020-01-02'");

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => pipeline.Rebuilder.RebuildAsync(pipeline.Projection, null, TestContext.Current.CancellationToken));
        Assert.Contains("2020-01-02", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(await database.AppliedAsync(aggregate));
    }

    /// <summary>A rebuild takes all cursors of its consumer, consumers take several at once: in one order, or each could wait for the other.</summary>
    [Fact]
    public async Task Cursors_are_taken_in_the_order_of_their_partitions()
    {
        await using var database = await fixture.CreateAsync();
        await using var worker = NpgsqlDataSource.Create(database.WorkerConnectionString);
        await database.ExecuteAsync("INSERT INTO events.consumer_cursors (consumer, partition) SELECT 'test', p FROM generate_series(3, 0, -1) AS p");
        await using var holder = await worker.OpenConnectionAsync(Cancellation);
        await using var held = await holder.BeginTransactionAsync(Cancellation);
        await LockAsync(holder, 1);

        await using var waiter = worker.CreateCommand("SELECT events.advance_cursors('test', '{3,1}', '{0,0}', '{0,0}', '{0,0}', '{0,0}', '{0,0}')");
        var waiting = waiter.ExecuteNonQueryAsync(Cancellation);
        await Eventually.HoldsAsync(
            async () => await database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database()))"),
            Cancellation, "the other one waits for the first cursor");

        await LockAsync(holder, 3);
        await held.CommitAsync(Cancellation);
        await waiting;
    }

    private static async Task LockAsync(NpgsqlConnection connection, int partition)
    {
        await using var command = new NpgsqlCommand($"SELECT FROM events.consumer_cursors WHERE consumer = 'test' AND partition = {partition} FOR UPDATE NOWAIT", connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
