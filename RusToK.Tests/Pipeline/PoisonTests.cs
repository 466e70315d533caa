using System.Diagnostics;
using Npgsql;
using RusToK.Worker.DeadLetters;
using Xunit;

namespace RusToK.Tests.Pipeline;

public sealed class PoisonTests(PipelineFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_poison_event_goes_to_the_dead_letters_and_the_good_ones_pass()
    {
        await using var database = await fixture.CreateAsync();
        var projection = new TestProjection { Poison = { ["poison"] = true } };
        await using var pipeline = await RunningPipeline.StartAsync(database, projection: projection);
        var traceId = ActivityTraceId.CreateRandom();
        var traceParent = $"00-{traceId}-{ActivitySpanId.CreateRandom()}-01";
        var good = Enumerable.Range(0, 60).Select(_ => Guid.CreateVersion7()).ToArray();
        Guid poison = default;
        for (var i = 0; i < good.Length; i++)
        {
            await database.AppendAsync(good[i], 1);
            if (i == 30)
                poison = await database.AppendAsync(Guid.CreateVersion7(), 1, "poison", traceParent);
        }

        foreach (var aggregate in good)
            await Eventually.HoldsAsync(async () => await database.AppliedAsync(aggregate) is { Times: 1 }, Cancellation);
        var store = Store(database);
        await Eventually.HoldsAsync(async () => (await store.ListAsync("dead", 10, Cancellation)).Count == 1, Cancellation);
        var letter = (await store.ListAsync("dead", 10, Cancellation)).Single();
        Assert.Equal(poison, letter.Envelope.Id);
        Assert.Equal(traceId.ToHexString(), letter.TraceId);
        Assert.Equal(3, letter.Attempts);
        Assert.Equal(typeof(InvalidDataException).FullName, letter.ErrorType);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM events.retries"));
    }

    [Fact]
    public async Task A_replay_after_the_mend_applies_the_event_once()
    {
        await using var database = await fixture.CreateAsync();
        var projection = new TestProjection { Poison = { ["poison"] = true } };
        await using var pipeline = await RunningPipeline.StartAsync(database, projection: projection);
        var aggregate = Guid.CreateVersion7();
        await database.AppendAsync(aggregate, 1, "poison");
        var store = Store(database);
        await Eventually.HoldsAsync(async () => (await store.ListAsync("dead", 10, Cancellation)).Count == 1, Cancellation);

        Assert.Equal(1, await store.RequestReplayAsync(null, "test", Cancellation));
        await Eventually.HoldsAsync(async () => (await store.ListAsync("dead", 10, Cancellation)).Count == 1, Cancellation, "dead again: nothing was mended");
        projection.Poison.Clear();
        Assert.Equal(1, await store.RequestReplayAsync(null, "test", Cancellation));
        await Eventually.HoldsAsync(async () => await database.AppliedAsync(aggregate) is { Times: 1 }, Cancellation);
        Assert.Equal("replayed", (await store.ListAsync(null, 10, Cancellation)).Single().Status);
        Assert.Equal(0, await store.RequestReplayAsync(null, "test", Cancellation));
    }

    [Fact]
    public async Task Events_behind_a_failing_one_of_the_same_aggregate_keep_their_order()
    {
        await using var database = await fixture.CreateAsync();
        var projection = new TestProjection { Poison = { ["sick"] = true } };
        var patient = new PipelineSettings();
        patient.ConsumerOptions.MaxAttempts = 100;
        await using var pipeline = await RunningPipeline.StartAsync(database, patient, projection);
        var aggregate = Guid.CreateVersion7();
        await database.AppendAsync(aggregate, 1);
        await database.AppendAsync(aggregate, 2, "sick");
        await Eventually.HoldsAsync(async () => await database.ScalarAsync<long>("SELECT count(*) FROM events.retries") == 1, Cancellation);
        await database.AppendAsync(aggregate, 3, "healthy");
        await Eventually.HoldsAsync(async () => await database.ScalarAsync<long>("SELECT count(*) FROM events.retries") == 2, Cancellation);
        Assert.Equal(1, (await database.AppliedAsync(aggregate))!.Value.Version);

        projection.Poison.Clear();
        await Eventually.HoldsAsync(async () => await database.AppliedAsync(aggregate) is { Version: 3, Times: 3, Value: "healthy" }, Cancellation);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM events.retries"));
    }

    [Fact]
    public async Task What_waits_for_a_retry_survives_the_worker()
    {
        await using var database = await fixture.CreateAsync();
        var projection = new TestProjection { Poison = { ["sick"] = true } };
        var patient = new PipelineSettings();
        patient.ConsumerOptions.MaxAttempts = 100;
        var aggregate = Guid.CreateVersion7();
        await using (await RunningPipeline.StartAsync(database, patient, projection))
        {
            await database.AppendAsync(aggregate, 1, "sick");
            await Eventually.HoldsAsync(async () => await database.ScalarAsync<long>("SELECT count(*) FROM events.retries") == 1, Cancellation);
        }

        await using var next = await RunningPipeline.StartAsync(database);
        await Eventually.HoldsAsync(async () => await database.AppliedAsync(aggregate) is { Times: 1 }, Cancellation);
    }

    [Fact]
    public async Task Unknown_types_pass_by_and_unknown_versions_are_dead_letters_at_once()
    {
        await using var database = await fixture.CreateAsync();
        await using var pipeline = await RunningPipeline.StartAsync(database);
        await WriteAsync(database, "some.future_fact", 7);
        await WriteAsync(database, "test.changed", 7);
        var aggregate = Guid.CreateVersion7();
        await database.AppendAsync(aggregate, 1);

        await Eventually.HoldsAsync(async () => await database.AppliedAsync(aggregate) is { Times: 1 }, Cancellation);
        var store = Store(database);
        await Eventually.HoldsAsync(async () => (await store.ListAsync("dead", 10, Cancellation)).Count == 1, Cancellation);
        var letter = (await store.ListAsync("dead", 10, Cancellation)).Single();
        Assert.Equal((1, 7), (letter.Attempts, letter.Envelope.SchemaVersion));
    }

    [Fact]
    public async Task A_discarded_event_stays_out_of_a_rebuilt_read_model()
    {
        await using var database = await fixture.CreateAsync();
        var projection = new TestProjection { Poison = { ["poison"] = true } };
        await using var pipeline = await RunningPipeline.StartAsync(database, projection: projection);
        var (good, bad) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await database.AppendAsync(good, 1);
        var id = await database.AppendAsync(bad, 1, "poison");
        var store = Store(database);
        await Eventually.HoldsAsync(async () => await store.DiscardAsync([id], Cancellation) == 1, Cancellation);

        projection.Poison.Clear();
        await pipeline.Rebuilder.RebuildAsync(projection, null, Cancellation);
        Assert.NotNull(await database.AppliedAsync(good));
        Assert.Null(await database.AppliedAsync(bad));
    }

    private static DeadLetterStore Store(PipelineDatabase database) => new(NpgsqlDataSource.Create(database.WorkerConnectionString + ";Pooling=false"));

    private static Task<Guid> WriteAsync(PipelineDatabase database, string type, short schema) =>
        database.AppendAsync(Guid.CreateVersion7(), 1, type: type, schema: schema);
}
