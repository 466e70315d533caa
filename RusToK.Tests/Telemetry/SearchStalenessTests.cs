using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Events.Handling;
using RusToK.Core.Events.Log;
using RusToK.Core.Events.Streams;
using RusToK.Core.Persistence;
using RusToK.Core.Search;
using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Pipeline;
using RusToK.Tests.Telemetry.Proof;
using RusToK.Worker.Relay;
using Xunit;

namespace RusToK.Tests.Telemetry;

public sealed class SearchStalenessTests(PipelineFixture fixture)
{
    private const string Name = "rustok.search.staleness";
    private static readonly SearchIndex Items = new("items", "test");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("rustok.search.staleness")]
    public async Task An_index_is_as_stale_as_the_oldest_event_it_has_not_taken_in()
    {
        await using var database = await fixture.CreateAsync();
        var (relay, gauges) = Watched();
        using var watched = gauges;
        await using var relaying = await RunningPipeline.StartAsync(database, new PipelineSettings { Consumer = false, Gauges = relay });
        await relaying.Rebuilder.EnsureCursorsAsync(relaying.Projection, Cancellation);
        var (old, young) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await database.AppendAsync(old, 1);
        await RecordedAsync(database, 1);
        await AgeAsync(database, "1 hour");
        await Eventually.HoldsAsync(() => Staleness(gauges) is > 3600 and < 3660, Cancellation);
        await database.AppendAsync(young, 1);
        await RecordedAsync(database, 2);
        Assert.InRange(Staleness(gauges)!.Value, 3600, 3660);

        await using (await RunningPipeline.StartAsync(database, new PipelineSettings { Relay = false }))
            await Eventually.HoldsAsync(() => Staleness(gauges) == 0, Cancellation);

        // Nobody applies it now. The cursor of its stream stands where the old one was.
        await database.AppendAsync(old, 2);
        await Eventually.HoldsAsync(() => Staleness(gauges) is > 0, Cancellation);
        Assert.InRange(Staleness(gauges)!.Value, 0, 60);
    }

    [Fact]
    [Proves("rustok.search.staleness")]
    public async Task An_event_that_is_in_no_stream_yet_is_in_no_index()
    {
        await using var database = await fixture.CreateAsync();
        await using var worker = DataSources.Create(database.WorkerConnectionString);
        await using var connection = await worker.OpenConnectionAsync(Cancellation);
        await database.ExecuteAsync("INSERT INTO events.consumer_cursors (consumer, partition) SELECT 'test', p FROM generate_series(0, 3) p");
        await database.AppendAsync(Guid.CreateVersion7(), 1);
        await AgeAsync(database, "10 minutes");
        var (relay, gauges) = Watched();
        using var watched = gauges;

        await relay.TakeAsync(connection, await EventLogReader.NewestBatchAsync(connection, Cancellation), StreamTails.None, 4, Cancellation);

        Assert.InRange(Staleness(gauges)!.Value, 600, 660);
    }

    [Fact]
    [Proves("rustok.search.staleness")]
    public async Task An_event_that_is_tried_again_counts_although_others_are_past_it()
    {
        await using var database = await fixture.CreateAsync();
        var projection = new TestProjection();
        projection.Poison["bad"] = true;
        var (relay, gauges) = Watched();
        using var watched = gauges;
        var settings = new PipelineSettings { Gauges = relay };
        (settings.ConsumerOptions.RetryDelay, settings.ConsumerOptions.MaxRetryDelay, settings.ConsumerOptions.MaxAttempts) =
            (TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5), 2);
        await using var pipeline = await RunningPipeline.StartAsync(database, settings, projection);
        await database.AppendAsync(Guid.CreateVersion7(), 1, "bad");
        await Eventually.HoldsAsync(() => database.ScalarAsync<bool>("SELECT count(*) = 1 FROM events.retries"), Cancellation);
        await database.ExecuteAsync("UPDATE events.retries SET first_failed_at = first_failed_at - interval '10 minutes'");

        await Eventually.HoldsAsync(() => Staleness(gauges) is > 600 and < 660, Cancellation);

        await database.ExecuteAsync("DELETE FROM events.retries");
        await Eventually.HoldsAsync(() => Staleness(gauges) == 0, Cancellation);
    }

    [Fact]
    public async Task An_index_that_nobody_has_begun_to_keep_says_nothing()
    {
        await using var database = await fixture.CreateAsync();
        var (relay, gauges) = Watched();
        using var watched = gauges;
        await using var relaying = await RunningPipeline.StartAsync(database, new PipelineSettings { Consumer = false, Gauges = relay });
        await database.AppendAsync(Guid.CreateVersion7(), 1);

        await Eventually.HoldsAsync(() => gauges.Read("rustok.event_log.snapshot.age").Count == 1, Cancellation);

        Assert.Empty(gauges.Read(Name));
    }

    [Fact]
    public async Task Each_search_index_is_kept_by_a_read_model_and_named_in_the_catalogue()
    {
        await using var services = TestServices.Build("Host=nowhere");

        var readModels = services.GetServices<IProjection>().Select(p => p.Name).ToList();

        Assert.All(SearchIndex.All, index => Assert.Contains(index.Consumer, readModels));
        Assert.Equal(SearchIndex.All.Select(i => i.Name), SearchInstruments.Staleness.Labels.Single().Values!);
    }

    private static (RelayGauges Relay, MadeGauges Gauges) Watched() => MadeGauges.By(() => new RelayGauges(indexes: [Items]));

    private static double? Staleness(MadeGauges gauges) => gauges.Read(Name) is [var one] && one["index"] == "items" ? one.Value : null;

    /// <summary>Waits until the relay has made so many batches.</summary>
    private static Task RecordedAsync(PipelineDatabase database, int batches) =>
        Eventually.HoldsAsync(() => database.ScalarAsync<bool>($"SELECT count(*) = {batches} FROM events.relay_batches WHERE no > 0"), Cancellation);

    /// <summary>Makes all events of the log older than they are.</summary>
    private static Task AgeAsync(PipelineDatabase database, string by) =>
        database.ExecuteAsync($"UPDATE events.log SET recorded_at = recorded_at - interval '{by}'");
}
