using System.Diagnostics;
using RusToK.Core.Events.Streams;
using Xunit;

namespace RusToK.Tests.Pipeline;

/// <summary>What a read model does not want costs it next to nothing, and is passed all the same.</summary>
public sealed class UnwantedEventsTests(PipelineFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_cursor_is_stored_a_few_times_a_second_and_at_the_end()
    {
        await using var database = await fixture.CreateAsync();
        await using var pipeline = await RunningPipeline.StartAsync(database);
        var aggregate = Guid.CreateVersion7();
        await database.AppendAsync(aggregate, 1);
        await Eventually.HoldsAsync(async () => await database.AppliedAsync(aggregate) is not null, Cancellation, "the pipeline works");
        await database.ExecuteAsync("""
            CREATE TABLE test.moves (partition smallint);
            CREATE FUNCTION test.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN INSERT INTO test.moves VALUES (NEW.partition); RETURN NEW; END $$;
            CREATE TRIGGER note AFTER UPDATE ON events.consumer_cursors FOR EACH ROW EXECUTE FUNCTION test.note()
            """);

        var elapsed = Stopwatch.StartNew();
        for (var version = 2; version <= 200; version++)
            await AppendUnwantedAsync(database, aggregate, version);
        await Eventually.HoldsAsync(() => IsStoredAsync(database, aggregate, 200), Cancellation, "the cursor is at the end");
        elapsed.Stop();

        Assert.InRange(await database.ScalarAsync<long>("SELECT count(*) FROM test.moves"), 1, (long)(elapsed.Elapsed / TimeSpan.FromMilliseconds(250)) + 1);
    }

    [Fact]
    public async Task What_is_wanted_behind_them_is_applied_once_whoever_owns_the_partition()
    {
        await using var database = await fixture.CreateAsync();
        var aggregate = Guid.CreateVersion7();
        for (var owner = 0; owner < 3; owner++)
        {
            // Ends while the cursor is not stored: who comes next meets the same events again.
            await using var pipeline = await RunningPipeline.StartAsync(database);
            await AppendUnwantedAsync(database, aggregate, (3 * owner) + 1);
            await database.AppendAsync(aggregate, (3 * owner) + 2);
            await Eventually.HoldsAsync(async () => (await database.AppliedAsync(aggregate))?.Version == (3 * owner) + 2, Cancellation, "what is wanted is applied");
            Assert.True(await IsStoredAsync(database, aggregate, (3 * owner) + 2), "the cursor goes with the effect");
            await AppendUnwantedAsync(database, aggregate, (3 * owner) + 3);
        }

        Assert.Equal(3, (await database.AppliedAsync(aggregate))!.Value.Times);
    }

    [Fact]
    public async Task Poison_among_them_is_set_aside_and_tried_again()
    {
        await using var database = await fixture.CreateAsync();
        var projection = new TestProjection();
        projection.Poison["bad"] = true;
        await using var pipeline = await RunningPipeline.StartAsync(database, new PipelineSettings { ConsumerOptions = new() { MaxAttempts = 1000, RetryDelay = TimeSpan.FromMilliseconds(10), MaxRetryDelay = TimeSpan.FromMilliseconds(20), LeaseInterval = TimeSpan.FromMilliseconds(50) } }, projection);
        var aggregate = Guid.CreateVersion7();

        await AppendUnwantedAsync(database, aggregate, 1);
        await database.AppendAsync(aggregate, 2, "bad");
        await Eventually.HoldsAsync(() => database.ScalarAsync<bool>("SELECT count(*) = 1 FROM events.retries"), Cancellation, "it is set aside");
        for (var version = 3; version <= 40; version++)
            await AppendUnwantedAsync(database, aggregate, version);
        projection.Poison.Clear();

        await Eventually.HoldsAsync(async () => await database.AppliedAsync(aggregate) is { Version: 2, Times: 1 }, Cancellation, "it is applied in the end");
        await Eventually.HoldsAsync(() => IsStoredAsync(database, aggregate, 40), Cancellation, "the cursor is at the end");
        Assert.True(await database.ScalarAsync<bool>("SELECT NOT EXISTS (SELECT FROM events.retries) AND NOT EXISTS (SELECT FROM events.dead_letters)"));
    }

    private static Task<Guid> AppendUnwantedAsync(PipelineDatabase database, Guid aggregate, long version) => database.AppendAsync(aggregate, version, type: "test.unwanted");

    /// <summary>Whether the aggregate's stream holds so many of its events, and the stored cursor is at the stream's end.</summary>
    private static async Task<bool> IsStoredAsync(PipelineDatabase database, Guid aggregate, int events)
    {
        var partition = Partitioning.Of(aggregate, 4);
        var isPublished = await database.ScalarAsync<bool>($"SELECT count(*) = {events} FROM events.log l WHERE l.aggregate_id = '{aggregate}' AND pg_visible_in_snapshot(l.xid, (SELECT to_snapshot FROM events.relay_batches ORDER BY no DESC LIMIT 1))");
        var stored = await database.ScalarAsync<string>($"SELECT batch_no || '-' || handled FROM events.consumer_cursors WHERE consumer = 'test' AND partition = {partition}");
        return isPublished && StreamCursor.Parse(stored) == (await database.StreamEndsAsync())[partition];
    }
}
