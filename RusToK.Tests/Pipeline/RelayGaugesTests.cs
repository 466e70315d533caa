using RusToK.Core.Events.Log;
using RusToK.Core.Events.Streams;
using RusToK.Core.Persistence;
using RusToK.Tests.Telemetry;
using RusToK.Tests.Telemetry.Proof;
using RusToK.Worker.Relay;
using StackExchange.Redis;
using Xunit;

namespace RusToK.Tests.Pipeline;

/// <summary>What the relay says of the log and of the streams.</summary>
public sealed class RelayGaugesTests(PipelineFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("rustok.event_log.backlog")]
    [Proves("rustok.event_log.oldest.age")]
    [Proves("rustok.event_log.snapshot.age")]
    public async Task What_is_in_no_stream_yet_is_counted_and_the_oldest_of_it_says_how_long()
    {
        await using var database = await fixture.CreateAsync();
        var (relay, gauges) = MadeGauges.By(() => new RelayGauges());
        using var watched = gauges;
        await database.AppendAsync(Guid.CreateVersion7(), 1);
        await database.ExecuteAsync("UPDATE events.log SET recorded_at = recorded_at - interval '10 minutes'");
        for (var i = 0; i < 2; i++)
            await database.AppendAsync(Guid.CreateVersion7(), 1);
        Assert.Empty(gauges.Read("rustok.event_log.backlog"));

        await using var worker = DataSources.Create(database.WorkerConnectionString);
        await using var connection = await worker.OpenConnectionAsync(Cancellation);
        await relay.TakeAsync(connection, await EventLogReader.NewestBatchAsync(connection, Cancellation), StreamTails.None, 4, Cancellation);

        Assert.Equal(3, Assert.Single(gauges.Read("rustok.event_log.backlog")).Value);
        Assert.InRange(Assert.Single(gauges.Read("rustok.event_log.oldest.age")).Value, 600, 660);
        Assert.InRange(Assert.Single(gauges.Read("rustok.event_log.snapshot.age")).Value, 0, 60);
    }

    [Fact]
    [Proves("rustok.event_log.backlog")]
    [Proves("rustok.event_log.oldest.age")]
    [Proves("rustok.relay.leader")]
    public async Task One_of_two_relays_leads_and_only_that_one_says_that_nothing_waits()
    {
        await using var database = await fixture.CreateAsync();
        var (one, ofOne) = MadeGauges.By(() => new RelayGauges());
        var (other, ofOther) = MadeGauges.By(() => new RelayGauges());
        using var watched = ofOne;
        using var alsoWatched = ofOther;
        await using (await RunningPipeline.StartAsync(database, new PipelineSettings { Gauges = one, Consumer = false }))
        {
            await Eventually.HoldsAsync(() => ofOne.Read("rustok.event_log.backlog") is [{ Value: 0 }], Cancellation);
            await using var second = await RunningPipeline.StartAsync(database, new PipelineSettings { Gauges = other, Consumer = false });
            Assert.Equal(0, Assert.Single(ofOne.Read("rustok.event_log.oldest.age")).Value);
            Assert.Equal((1, 0), (Leads(ofOne), Leads(ofOther)));
            Assert.Empty(ofOther.Read("rustok.event_log.backlog"));
        }

        Assert.Equal(0, Leads(ofOne));
        Assert.Empty(ofOne.Read("rustok.event_log.backlog"));

        static double Leads(MadeGauges gauges) => Assert.Single(gauges.Read("rustok.relay.leader")).Value;
    }

    [Fact]
    [Proves("rustok.stream.length")]
    [Proves("rustok.stream.limit")]
    [Proves("rustok.stream.lag")]
    [Proves("rustok.stream.pending")]
    [Proves("rustok.stream.snapshot.age")]
    public async Task A_group_that_is_away_lags_and_what_it_was_given_is_pending_until_it_is_acknowledged()
    {
        await using var database = await fixture.CreateAsync();
        await JoinAsync(database);
        var (relay, gauges) = MadeGauges.By(() => new RelayGauges());
        using var watched = gauges;
        await using var relaying = await RunningPipeline.StartAsync(database, new PipelineSettings { Gauges = relay, Consumer = false });
        var aggregate = Guid.CreateVersion7();
        var partition = Partitioning.Of(aggregate, 4);
        await Eventually.HoldsAsync(() => Of("rustok.stream.length") is not null, Cancellation);
        var before = Of("rustok.stream.length")!.Value;

        await database.AppendAsync(aggregate, 1);
        await Eventually.HoldsAsync(() => Of("rustok.stream.length") == before + 1 && Of("rustok.stream.lag", "test") == 1, Cancellation);
        Assert.Equal(0, Of("rustok.stream.pending", "test"));
        Assert.InRange(Assert.Single(gauges.Read("rustok.stream.snapshot.age")).Value, 0, 60);
        Assert.Equal(new RelayOptions().MaxStreamLength, Assert.Single(gauges.Read("rustok.stream.limit")).Value);

        await using var redis = await ConnectionMultiplexer.ConnectAsync(database.RedisConnectionString);
        var given = await redis.GetDatabase().StreamReadGroupAsync(StreamNames.Stream(partition), "test", "somebody", ">");
        await Eventually.HoldsAsync(() => Of("rustok.stream.pending", "test") == 1 && Of("rustok.stream.lag", "test") == 0, Cancellation);
        await redis.GetDatabase().StreamAcknowledgeAsync(StreamNames.Stream(partition), "test", given.Single().Id);
        await Eventually.HoldsAsync(() => Of("rustok.stream.pending", "test") == 0, Cancellation);

        double? Of(string name, string? group = null) =>
            gauges.Read(name).SingleOrDefault(m => m["partition"] == $"{partition}" && (group is null || m["group"] == group))?.Value;
    }

    /// <summary>
    /// Has a group on every stream that stays when its consumer leaves. A relay measures only once it has begun the streams, so a group that
    /// it has seen was not taken away by that.
    /// </summary>
    private static async Task JoinAsync(PipelineDatabase database)
    {
        var (relay, gauges) = MadeGauges.By(() => new RelayGauges());
        using var watched = gauges;
        await using var joined = await RunningPipeline.StartAsync(database, new PipelineSettings { Gauges = relay });
        await Eventually.HoldsAsync(() => gauges.Read("rustok.stream.pending").Count == 4, Cancellation);
    }
}
