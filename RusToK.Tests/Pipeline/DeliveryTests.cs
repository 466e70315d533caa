using RusToK.Core.Events.Streams;
using RusToK.Tests.Telemetry;
using RusToK.Worker.Relay;
using Xunit;

namespace RusToK.Tests.Pipeline;

public sealed class DeliveryTests(PipelineFixture fixture)
{
    [Fact]
    public async Task Every_committed_event_is_applied_once_and_no_rolled_back_one_is()
    {
        await using var database = await fixture.CreateAsync();
        await using var pipeline = await RunningPipeline.StartAsync(database);
        var aggregates = Enumerable.Range(0, 40).Select(_ => Guid.CreateVersion7()).ToArray();

        await Parallel.ForAsync(0, aggregates.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            for (var version = 1; version <= 25; version++)
            {
                await database.AppendAsync(aggregates[i], version);
                if (version % 5 == 0)
                {
                    var (connection, transaction) = await database.AppendAndStayOpenAsync(aggregates[i], version + 1000);
                    await transaction.RollbackAsync(CancellationToken.None);
                    await connection.DisposeAsync();
                }
            }
        });

        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, TestContext.Current.CancellationToken, "every event is applied once");
        Assert.Equal(1000, await database.ScalarAsync<long>("SELECT sum(times)::bigint FROM test.items"));
    }

    [Fact]
    public async Task A_transaction_left_open_holds_back_its_own_events_and_nobody_elses()
    {
        await using var database = await fixture.CreateAsync();
        await using var pipeline = await RunningPipeline.StartAsync(database);
        var late = Guid.CreateVersion7();
        var (connection, transaction) = await database.AppendAndStayOpenAsync(late, 1);

        for (var round = 1; round <= 3; round++)
        {
            var other = Guid.CreateVersion7();
            await database.AppendAsync(other, 1);
            await Eventually.HoldsAsync(async () => await database.AppliedAsync(other) is not null, TestContext.Current.CancellationToken, "others pass the open transaction");
        }

        Assert.Null(await database.AppliedAsync(late));
        await transaction.CommitAsync(CancellationToken.None);
        await connection.DisposeAsync();
        await Eventually.HoldsAsync(async () => await database.AppliedAsync(late) is { Times: 1 }, TestContext.Current.CancellationToken, "the late one arrives once");
        Assert.Equal(0, await database.DifferencesAsync());
    }

    [Fact]
    public async Task A_transaction_left_open_in_another_database_of_the_cluster_delays_nobody()
    {
        await using var database = await fixture.CreateAsync();
        await using var elsewhere = await fixture.CreateAsync();
        await using var pipeline = await RunningPipeline.StartAsync(database);
        var (connection, transaction) = await elsewhere.AppendAndStayOpenAsync(Guid.CreateVersion7(), 1);

        var aggregate = Guid.CreateVersion7();
        await database.AppendAsync(aggregate, 1);
        await Eventually.HoldsAsync(async () => await database.AppliedAsync(aggregate) is not null, TestContext.Current.CancellationToken);

        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task A_long_index_creation_delays_nobody()
    {
        await using var database = await fixture.CreateAsync();
        await using var pipeline = await RunningPipeline.StartAsync(database);
        await database.ExecuteAsync("CREATE TABLE test.large AS SELECT g AS n FROM generate_series(1, 1000) g");
        await database.ExecuteAsync(
            "CREATE FUNCTION test.slow(n int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM pg_sleep(0.02); RETURN n; END $$");
        var indexing = database.ExecuteAsync("CREATE INDEX ON test.large (test.slow(n))");
        await Eventually.HoldsAsync(
            async () => await database.ScalarAsync<long>("SELECT count(*) FROM pg_stat_progress_create_index") == 1,
            TestContext.Current.CancellationToken);

        for (var round = 0; round < 3; round++)
        {
            var aggregate = Guid.CreateVersion7();
            await database.AppendAsync(aggregate, 1);
            await Eventually.HoldsAsync(async () => await database.AppliedAsync(aggregate) is not null, TestContext.Current.CancellationToken);
        }

        Assert.False(indexing.IsCompleted, "the index was to take longer than the events");
        await database.ExecuteAsync("SELECT pg_cancel_backend(pid) FROM pg_stat_progress_create_index");
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => indexing);
    }

    [Fact]
    public async Task A_backlog_larger_than_a_batch_is_delivered_page_by_page()
    {
        await using var database = await fixture.CreateAsync();
        var open = await database.AppendAndStayOpenAsync(Guid.CreateVersion7(), 1);
        await database.ExecuteAsync($"""
            INSERT INTO events.log (id, type, schema_version, tenant_id, aggregate_type, aggregate_id, aggregate_version, correlation_id, occurred_at, payload)
            SELECT gen_random_uuid(), 'test.changed', 1, '{database.TenantId}', 'test', ids.id, v, gen_random_uuid(), now(), '{"{"}"value":"bulk"{"}"}'
              FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, 100)) ids, generate_series(1, 30) v
            """);
        await open.Transaction.CommitAsync(TestContext.Current.CancellationToken);
        await open.Connection.DisposeAsync();

        await using var pipeline = await RunningPipeline.StartAsync(
            database, new PipelineSettings { RelayOptions = new() { BatchSize = 70, EventsPerEntry = 7, ElectionInterval = TimeSpan.FromMilliseconds(50) } });
        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, TestContext.Current.CancellationToken);
        Assert.Equal(3001, await database.ScalarAsync<long>("SELECT sum(times)::bigint FROM test.items"));
    }

    [Fact]
    public async Task A_stream_at_its_bound_makes_the_relay_wait_and_loses_nothing()
    {
        await using var database = await fixture.CreateAsync();
        var bounded = new PipelineSettings
        {
            Consumer = false,
            RelayOptions = new() { MaxStreamLength = 10, BatchSize = 20, EventsPerEntry = 1, ElectionInterval = TimeSpan.FromMilliseconds(50) },
        };
        // A consumer that is known but away: its cursor keeps the entries.
        await using (await RunningPipeline.StartAsync(database, bounded with { Relay = false, Consumer = true }))
            await Eventually.HoldsAsync(
                async () => await database.ScalarAsync<long>("SELECT count(*) FROM events.consumer_cursors") == 4, TestContext.Current.CancellationToken);

        // All of one partition: the relay waits for the first stream that is full, whichever that is.
        for (var i = 0; i < 200; i++)
            await database.AppendAsync(NewAggregateOf(partition: 0), 1);
        var (relayGauges, gauges) = MadeGauges.By(() => new RelayGauges());
        using var watched = gauges;
        await using (await RunningPipeline.StartAsync(database, bounded with { Gauges = relayGauges }))
        await using (var redis = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(database.RedisConnectionString))
        {
            // It says so while it waits: what is in no stream yet, how old it gets, and which stream is full.
            await Eventually.HoldsAsync(() => gauges.Read("rustok.event_log.backlog") is [{ Value: 180 }], TestContext.Current.CancellationToken, "the relay waits");
            await Eventually.HoldsAsync(() => gauges.Read("rustok.stream.length").Any(m => m["partition"] == "0" && m.Value == 20), TestContext.Current.CancellationToken);
            var age = Assert.Single(gauges.Read("rustok.event_log.oldest.age")).Value;
            await Eventually.HoldsAsync(() => Assert.Single(gauges.Read("rustok.event_log.oldest.age")).Value > age, TestContext.Current.CancellationToken, "they get older");
            // One batch is in the stream, one waits, and one may have been read ahead: the rest stays in the log.
            Assert.Equal(20, await redis.GetDatabase().StreamLengthAsync("rustok:events:{0}"));
            Assert.InRange(await database.ScalarAsync<long>("SELECT sum(events)::bigint FROM events.relay_batches"), 40, 60);
        }

        await using var relay = await RunningPipeline.StartAsync(database, bounded);

        await using var consumer = await RunningPipeline.StartAsync(database, bounded with { Relay = false, Consumer = true });
        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, TestContext.Current.CancellationToken);
        Assert.Equal(200, await database.ScalarAsync<long>("SELECT sum(times)::bigint FROM test.items"));
    }

    private static Guid NewAggregateOf(int partition)
    {
        while (true)
        {
            var id = Guid.CreateVersion7();
            if (Partitioning.Of(id, 4) == partition)
                return id;
        }
    }
}
