using RusToK.Core.Events.Streams;
using StackExchange.Redis;
using Xunit;

namespace RusToK.Tests.Pipeline;

public sealed class FailureTests(PipelineFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Streams_are_filled_again_after_Redis_lost_everything_and_nothing_is_applied_twice()
    {
        await using var database = await fixture.CreateAsync();
        await using var pipeline = await RunningPipeline.StartAsync(database);
        var producing = ProduceAsync(database, aggregates: 20, versions: 40);
        for (var round = 1; round <= 3; round++)
        {
            await LogReachesAsync(database, round * 200);
            await database.FlushRedisAsync();
        }

        await producing;
        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, Cancellation);
        Assert.Equal(800, await database.ScalarAsync<long>("SELECT sum(times)::bigint FROM test.items"));
    }

    /// <summary>A file that lost its end, a replica that was behind: the generation is there, and Redis does not know that anything is missing.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Entries_that_Redis_confirmed_and_forgot_are_published_again(bool moreIsWritten)
    {
        await using var database = await fixture.CreateAsync();
        await using var relay = await RunningPipeline.StartAsync(database, new PipelineSettings { Consumer = false });
        var consumerOnly = new PipelineSettings { Relay = false };
        var aggregates = OfEveryPartition(5);
        foreach (var aggregate in aggregates)
            await database.AppendAsync(aggregate, 1);
        await using (await RunningPipeline.StartAsync(database, consumerOnly))
            await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, Cancellation);

        var kept = await database.DumpStreamsAsync();
        foreach (var aggregate in aggregates)
            await database.AppendAsync(aggregate, 2);
        await Eventually.HoldsAsync(async () => (await database.StreamEndsAsync()).Zip(kept).All(s => s.First > s.Second.End), Cancellation, "all is published");
        await database.RestoreStreamsAsync(kept);
        if (moreIsWritten)
            foreach (var aggregate in aggregates)
                await database.AppendAsync(aggregate, 3);

        await using var consumer = await RunningPipeline.StartAsync(database, consumerOnly);
        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, Cancellation, "nothing is missing and nothing came twice");
    }

    /// <summary>The generation is written before the streams are full; whoever comes next has to see that they are not.</summary>
    [Fact]
    public async Task Streams_whose_repair_ended_halfway_are_filled_by_the_next_relay()
    {
        await using var database = await fixture.CreateAsync();
        await using (await RunningPipeline.StartAsync(database))
        {
            var known = Guid.CreateVersion7();
            await database.AppendAsync(known, 1);
            await Eventually.HoldsAsync(async () => await database.AppliedAsync(known) is not null, Cancellation);
        }

        IReadOnlyList<StreamDump> begun;
        await using (await RunningPipeline.StartAsync(database, new PipelineSettings { Consumer = false }))
        {
            await database.FlushRedisAsync();
            await Eventually.HoldsAsync(async () => (await database.StreamEndsAsync()).Any(end => end > default(StreamCursor)), Cancellation, "the streams are new");
            begun = await database.DumpStreamsAsync();
            await ProduceAsync(database, aggregates: 20, versions: 10);
            foreach (var aggregate in OfEveryPartition(1))
                await database.AppendAsync(aggregate, 1);
            await Eventually.HoldsAsync(async () => (await database.StreamEndsAsync()).Zip(begun).All(s => s.First > s.Second.End), Cancellation, "all is published");
        }

        await database.RestoreStreamsAsync(begun);
        await using var next = await RunningPipeline.StartAsync(database);
        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, Cancellation);
    }

    [Fact]
    public async Task Another_worker_becomes_the_relay_when_the_holders_session_ends()
    {
        await using var database = await fixture.CreateAsync();
        var relayOnly = new PipelineSettings { Consumer = false };
        await using var first = await RunningPipeline.StartAsync(database, relayOnly);
        await using var second = await RunningPipeline.StartAsync(database, relayOnly);
        await using var consumer = await RunningPipeline.StartAsync(database, new PipelineSettings { Relay = false });
        var producing = ProduceAsync(database, aggregates: 20, versions: 40);
        for (var round = 1; round <= 5; round++)
        {
            await LogReachesAsync(database, round * 130);
            await database.ExecuteAsync("""
                SELECT pg_terminate_backend(pid) FROM pg_locks
                 WHERE locktype = 'advisory' AND objsubid = 1 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """);
        }

        await producing;
        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, Cancellation);
    }

    [Fact]
    public async Task Workers_share_the_partitions_and_take_over_those_of_one_that_is_gone()
    {
        await using var database = await fixture.CreateAsync();
        await using var relay = await RunningPipeline.StartAsync(database, new PipelineSettings { Consumer = false });
        var consumerOnly = new PipelineSettings { Relay = false };
        await using var first = await RunningPipeline.StartAsync(database, consumerOnly);
        var second = await RunningPipeline.StartAsync(database, consumerOnly);
        await Eventually.HoldsAsync(async () => await HoldersAsync(database) is [2, 2], Cancellation, "two partitions each");

        var producing = ProduceAsync(database, aggregates: 20, versions: 40);
        await second.DisposeAsync();
        await Eventually.HoldsAsync(async () => await HoldersAsync(database) is [4], Cancellation, "all four with the one that is left");
        await producing;
        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, Cancellation);
    }

    [Fact]
    public async Task A_worker_whose_sessions_are_cut_applies_nothing_twice()
    {
        await using var database = await fixture.CreateAsync();
        await using var pipeline = await RunningPipeline.StartAsync(database);
        var producing = ProduceAsync(database, aggregates: 20, versions: 40);
        for (var round = 1; round <= 5; round++)
        {
            await LogReachesAsync(database, round * 130);
            await database.ExecuteAsync(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'rustok_worker'");
        }

        await producing;
        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, Cancellation);
    }

    [Fact]
    public async Task Entries_that_were_given_to_a_worker_that_died_are_claimed()
    {
        await using var database = await fixture.CreateAsync();
        await using (await RunningPipeline.StartAsync(database))
        {
            var known = Guid.CreateVersion7();
            await database.AppendAsync(known, 1);
            await Eventually.HoldsAsync(async () => await database.AppliedAsync(known) is not null, Cancellation);
        }

        await using var relay = await RunningPipeline.StartAsync(database, new PipelineSettings { Consumer = false });
        var aggregates = Enumerable.Range(0, 20).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var aggregate in aggregates)
            await database.AppendAsync(aggregate, 1);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(database.RedisConnectionString);
        var taken = 0;
        await Eventually.HoldsAsync(async () =>
        {
            for (var partition = 0; partition < 4; partition++)
            {
                var entries = await redis.GetDatabase().StreamReadGroupAsync($"rustok:events:{{{partition}}}", "test", "dead", ">", 100);
                taken += entries.Sum(e => e.Id.ToString().Length > 0 ? 1 : 0);
            }

            return taken > 0 && await redis.GetDatabase().StreamLengthAsync("rustok:events:{0}") >= 0
                && await database.ScalarAsync<long>("SELECT coalesce(sum(events), 0)::bigint FROM events.relay_batches WHERE events > 0") >= 20;
        }, Cancellation);

        await using var consumer = await RunningPipeline.StartAsync(database, new PipelineSettings { Relay = false });
        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, Cancellation);
    }

    internal static Task ProduceAsync(PipelineDatabase database, int aggregates, int versions) =>
        Parallel.ForAsync(0, aggregates, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (_, _) =>
        {
            var aggregate = Guid.CreateVersion7();
            for (var version = 1; version <= versions; version++)
                await database.AppendAsync(aggregate, version);
        });

    /// <summary>Spreads faults over a load by what was written of it.</summary>
    private static Task LogReachesAsync(PipelineDatabase database, int events) => Eventually.HoldsAsync(
        async () => await database.ScalarAsync<long>("SELECT count(*) FROM events.log") >= events, Cancellation, $"{events} events are written");

    /// <summary>How many partitions of the test group each worker holds.</summary>
    private static async Task<long[]> HoldersAsync(PipelineDatabase database) =>
        await database.ScalarAsync<long[]>($"""
            SELECT coalesce(array_agg(n ORDER BY n), ARRAY[]::bigint[]) FROM (
                SELECT count(*) AS n FROM pg_locks
                 WHERE locktype = 'advisory' AND classid::int8 = {(uint)Worker.Consumers.PartitionLeases.LockGroup("test")} AND objid < 100 AND objsubid = 2
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) GROUP BY pid) held
            """);

    /// <summary>Aggregates whose events fill each of the four streams; twenty at random leave one empty once in eighty times.</summary>
    private static Guid[] OfEveryPartition(int each)
    {
        var found = new List<Guid>();
        while (found.Count < 4 * each)
        {
            var id = Guid.CreateVersion7();
            if (found.Count(one => Partitioning.Of(one, 4) == Partitioning.Of(id, 4)) < each)
                found.Add(id);
        }

        return [.. found];
    }
}
