using RusToK.Core.Persistence;
using RusToK.Tests.Fixtures;
using RusToK.Worker.Relay;
using Xunit;

namespace RusToK.Tests.Pipeline;

/// <summary>Workers that are there and say nothing: their connections look alive, and what they hold must be free again all the same.</summary>
public sealed class SilenceTests(PipelineFixture fixture)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_consumer_that_freezes_while_it_sends_a_batch_gives_back_what_it_has_locked()
    {
        await using var database = await fixture.CreateAsync();
        var marker = Guid.NewGuid().ToString("N");
        var way = new FreezingProxy(database.WorkerConnectionString, System.Text.Encoding.UTF8.GetBytes(marker));
        await using var relay = await RunningPipeline.StartAsync(database, new PipelineSettings { Consumer = false });
        var settings = new PipelineSettings { Relay = false, WorkerConnectionString = way.ConnectionString };
        settings.ConsumerOptions.SessionTimeout = Silence;
        var frozen = await RunningPipeline.StartAsync(database, settings);
        try
        {
            await GoesOnAsync(database, way, marker);
        }
        finally
        {
            await way.DisposeAsync();
            await frozen.DisposeAsync();
        }
    }

    public enum Stops
    {
        Between,
        InATransaction,
        WhileItReads,
    }

    [Theory]
    [InlineData(Stops.Between)]
    [InlineData(Stops.InATransaction)]
    [InlineData(Stops.WhileItReads)]
    public async Task The_relays_office_is_free_wherever_its_holder_has_stopped(Stops stops)
    {
        await using var database = await fixture.CreateAsync();
        await using var workers = DataSources.Create(database.WorkerConnectionString);
        await using var holder = await RelaySession.TryOpenAsync(workers, Silence, Cancellation);
        Assert.NotNull(holder);
        Assert.Null(await RelaySession.TryOpenAsync(workers, Silence, Cancellation));
        await using var command = holder.Connection.CreateCommand();
        command.CommandText = stops switch
        {
            Stops.InATransaction => "BEGIN",
            Stops.WhileItReads => "SELECT repeat('x', 1000) FROM generate_series(1, 100000)",
            _ => "SELECT 1",
        };
        var reader = await command.ExecuteReaderAsync(Cancellation);
        if (stops != Stops.WhileItReads)
            await reader.DisposeAsync();

        RelaySession? successor = null;
        await Eventually.HoldsAsync(
            async () => (successor = await RelaySession.TryOpenAsync(workers, Silence, Cancellation)) is not null, Cancellation, "another one has the office");
        await successor!.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => stops == Stops.WhileItReads ? reader.DisposeAsync().AsTask() : holder.PingAsync(Cancellation));
    }

    private static async Task GoesOnAsync(PipelineDatabase database, FreezingProxy way, string marker)
    {
        var aggregate = Guid.CreateVersion7();
        await database.AppendAsync(aggregate, 1, marker);
        await way.Frozen.WaitAsync(Eventually.Deadline, Cancellation);
        await Eventually.HoldsAsync(
            () => database.ScalarAsync<bool>("""
                SELECT EXISTS (SELECT FROM pg_stat_activity a JOIN pg_locks l USING (pid)
                 WHERE a.datname = current_database() AND a.state = 'active' AND a.wait_event = 'ClientRead'
                   AND l.relation = 'events.consumer_cursors'::regclass AND l.mode = 'RowExclusiveLock')
                """), Cancellation, "a transaction waits for the rest of a batch, with the cursors' lock");

        // It has all the patience that others have: on a busy machine a second without a word from it is nothing unusual.
        await using var other = await RunningPipeline.StartAsync(database, new PipelineSettings { Relay = false });
        await database.AppendAsync(aggregate, 2);

        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, Cancellation, "the other one has taken over and gone on");
    }
}
