using Xunit;

namespace RusToK.Tests.Pipeline;

public sealed class RebuildTests(PipelineFixture fixture)
{
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
}
