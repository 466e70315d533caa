using RusToK.Core.Events.Streams;
using RusToK.Core.Telemetry;
using RusToK.Tests.Telemetry;
using RusToK.Tests.Telemetry.Proof;
using RusToK.Worker.DeadLetters;
using RusToK.Worker.Relay;
using StackExchange.Redis;
using Xunit;

namespace RusToK.Tests.Pipeline;

/// <summary>What is counted and timed of events on their way, in numbers that only this way can have caused.</summary>
public sealed class EventMetricsTests(PipelineFixture fixture)
{
    private const int Partitions = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("messaging.client.sent.messages")]
    [Proves("messaging.client.consumed.messages")]
    [Proves("messaging.process.duration")]
    [Proves("rustok.relay.published")]
    [Proves("rustok.events.stage.duration")]
    public async Task Each_event_is_counted_once_where_it_is_sent_and_handled_and_timed_in_every_stage()
    {
        using var meter = RecordedMeter.OfWhatFollows(TelemetrySources.EventsName);
        await using var database = await fixture.CreateAsync();
        await using var pipeline = await RunningPipeline.StartAsync(database);
        var aggregates = Enumerable.Range(0, 12).Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var aggregate in aggregates)
            await database.AppendAsync(aggregate, 1);
        await Eventually.HoldsAsync(
            () => meter.Of("rustok.events.stage.duration", ("stage", "total")).Count == 12 && meter.Sum("rustok.relay.published") == 12, Cancellation);

        Assert.Equal(12, meter.Sum(
            "messaging.client.sent.messages", ("messaging.system", "redis"), ("messaging.operation.name", "publish"), ("messaging.destination.name", "rustok.events")));
        Assert.Equal(12, meter.Sum("messaging.client.consumed.messages", ("handler", "test"), ("rustok.outcome", "ok")));
        Assert.Equal(0, meter.Sum("messaging.client.consumed.messages", ("rustok.outcome", "dead")));
        foreach (var of in aggregates.GroupBy(id => Partitioning.Of(id, Partitions)))
        {
            Assert.Equal(of.Count(), meter.Sum("rustok.relay.published", ("partition", $"{of.Key}")));
            Assert.NotEmpty(meter.Of("messaging.process.duration", ("handler", "test"), ("partition", $"{of.Key}")));
        }

        Assert.All(meter.Of("messaging.process.duration"), m => Assert.InRange(m.Value, double.Epsilon, 60));
        var seconds = new Dictionary<string, double>();
        foreach (var stage in (string[])["log", "stream", "handle", "total"])
        {
            Assert.Equal(12, meter.Of("rustok.events.stage.duration", ("stage", stage), ("event.type", "test.changed")).Count);
            seconds[stage] = meter.Sum("rustok.events.stage.duration", ("stage", stage));
        }

        // Nothing of the way is in no stage, and nothing in two; clocks differ by less than a millisecond.
        Assert.Equal(seconds["total"], seconds["log"] + seconds["stream"] + seconds["handle"], 0.012);
        Assert.InRange(seconds["total"], double.Epsilon, 12 * 60);
    }

    [Fact]
    [Proves("rustok.events.retries")]
    [Proves("rustok.dead_letters")]
    [Proves("rustok.dead_letters.added")]
    [Proves("rustok.dead_letters.replayed")]
    [Proves("rustok.dead_letters.snapshot.age")]
    [Proves("messaging.client.consumed.messages")]
    public async Task An_event_that_cannot_be_handled_is_counted_by_attempt_as_given_up_as_waiting_and_as_replayed()
    {
        using var meter = RecordedMeter.OfWhatFollows(TelemetrySources.EventsName);
        await using var database = await fixture.CreateAsync();
        var projection = new TestProjection { Poison = { ["poison"] = true } };
        var (relay, gauges) = MadeGauges.By(() => new RelayGauges([projection]));
        using var watched = gauges;
        await using var pipeline = await RunningPipeline.StartAsync(database, new PipelineSettings { Gauges = relay }, projection);
        await Eventually.HoldsAsync(() => Waiting() == 0, Cancellation);

        await database.AppendAsync(Guid.CreateVersion7(), 1, "poison");
        await Eventually.HoldsAsync(() => Waiting() == 1 && meter.Sum("messaging.client.consumed.messages", ("rustok.outcome", "dead")) == 1, Cancellation);

        Assert.Equal(new PipelineSettings().ConsumerOptions.MaxAttempts - 1, meter.Sum("rustok.events.retries", ("handler", "test")));
        Assert.Equal(1, meter.Sum("rustok.dead_letters.added", ("handler", "test"), ("event.type", "test.changed")));
        Assert.Equal(1, meter.Sum("messaging.client.consumed.messages", ("handler", "test"), ("rustok.outcome", "dead")));
        Assert.InRange(Assert.Single(gauges.Read("rustok.dead_letters.snapshot.age")).Value, 0, 60);

        projection.Poison.Clear();
        await using var store = Npgsql.NpgsqlDataSource.Create(database.WorkerConnectionString + ";Pooling=false");
        await new DeadLetterStore(store).RequestReplayAsync(null, "test", Cancellation);
        await Eventually.HoldsAsync(
            () => Waiting() == 0 && meter.Sum("rustok.dead_letters.replayed", ("handler", "test"), ("event.type", "test.changed")) == 1, Cancellation);

        Assert.Equal(1, meter.Sum("rustok.dead_letters.added"));

        double? Waiting() => gauges.Read("rustok.dead_letters") is [var one] && (one["handler"], one["event.type"]) == ("test", "test.changed") ? one.Value : null;
    }

    [Fact]
    [Proves("rustok.events.duplicates")]
    public async Task What_is_delivered_again_is_counted_and_not_handled_again()
    {
        await using var database = await fixture.CreateAsync();
        // A consumer that is known but away: its cursor keeps the entries.
        await database.ExecuteAsync("INSERT INTO events.consumer_cursors (consumer, partition) SELECT 'away', p FROM generate_series(0, 3) p");
        await using (await RunningPipeline.StartAsync(database))
        {
            await database.AppendAsync(Guid.CreateVersion7(), 1);
            await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, Cancellation);
        }

        await using var redis = await ConnectionMultiplexer.ConnectAsync(database.RedisConnectionString);
        var entries = 0L;
        for (var partition = 0; partition < Partitions; partition++)
        {
            entries += await redis.GetDatabase().StreamLengthAsync(StreamNames.Stream(partition));
            await redis.GetDatabase().StreamConsumerGroupSetPositionAsync(StreamNames.Stream(partition), "test", StreamPosition.Beginning);
        }

        Assert.NotEqual(0, entries);
        using var meter = RecordedMeter.OfWhatFollows(TelemetrySources.EventsName);
        await using var again = await RunningPipeline.StartAsync(database, new PipelineSettings { Relay = false });
        await Eventually.HoldsAsync(() => meter.Sum("rustok.events.duplicates", ("handler", "test")) == entries, Cancellation);

        Assert.Equal(0, meter.Sum("messaging.client.consumed.messages"));
        Assert.Equal(0, await database.DifferencesAsync());
    }

    [Fact]
    [Proves("rustok.relay.repairs")]
    public async Task Filling_the_streams_again_is_counted()
    {
        using var meter = RecordedMeter.OfWhatFollows(TelemetrySources.EventsName);
        await using var database = await fixture.CreateAsync();
        await using var pipeline = await RunningPipeline.StartAsync(database);
        await database.AppendAsync(Guid.CreateVersion7(), 1);
        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, Cancellation);
        var before = Repairs();

        await database.FlushRedisAsync();
        await database.AppendAsync(Guid.CreateVersion7(), 1);
        await Eventually.HoldsAsync(async () => Repairs() > before && await database.DifferencesAsync() == 0, Cancellation);

        Assert.Equal(before + 1, Repairs());

        double Repairs() => meter.Sum("rustok.relay.repairs", ("dependency", "redis"));
    }
}
