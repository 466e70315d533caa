using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using RusToK.Core.Faults;
using RusToK.Core.Telemetry;
using RusToK.Tests.Pipeline;
using RusToK.Tests.Telemetry;
using RusToK.Tests.Tracing;
using RusToK.Worker.DeadLetters;
using Xunit;

namespace RusToK.Tests.Faults;

/// <summary>What a consumer makes of its faults, on real PostgreSQL and Redis: no event is lost, none is applied twice.</summary>
public sealed class HandlerFaultTests(PipelineFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_poisoned_event_is_a_dead_letter_and_its_replay_works_once_the_fault_has_ended()
    {
        await using var database = await fixture.CreateAsync();
        using var board = new SwitchBoard();
        using var spans = new SpanRecorder("worker", "RusToK.Events");
        await using var pipeline = await ConsumingAsync(database, new PipelineSettings { Faults = board.Active });
        board.Switch.SwitchOn(FaultCatalogue.PoisonEvent, new FaultSettings { Handler = "test", EventType = "test.changed", DurationSeconds = 600 });
        var (poisoned, good) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var trace = ActivityTraceId.CreateRandom();
        await database.AppendAsync(poisoned, 1, "poisoned", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        var store = Store(database);
        await Eventually.HoldsAsync(async () => (await store.ListAsync("dead", 10, Cancellation)).Count == 1, Cancellation);

        board.Switch.SwitchAllOff();
        await database.AppendAsync(good, 1);
        await Eventually.HoldsAsync(async () => await database.AppliedAsync(good) is { Times: 1 }, Cancellation);
        var letter = (await store.ListAsync("dead", 10, Cancellation)).Single();
        Assert.Equal((typeof(InjectedFaultException).FullName, "The fault poison-event is switched on.", 3), (letter.ErrorType, letter.ErrorMessage, letter.Attempts));
        var attempts = spans.Trace(trace).Spans.Where(span => span.Name == "process test.changed").ToList();
        Assert.Equal(3, attempts.Count);
        Assert.All(attempts, span => Assert.Equal(FaultCatalogue.PoisonEvent, span.Attributes["rustok.fault"]));
        Assert.All(attempts, span => Assert.True(span.IsError));

        Assert.Equal(1, await store.RequestReplayAsync(null, "test", Cancellation));
        await Eventually.HoldsAsync(async () => await database.AppliedAsync(poisoned) is { Times: 1 }, Cancellation);
        Assert.Equal(0, await database.DifferencesAsync());
    }

    [Fact]
    public async Task A_part_of_the_events_is_poison_in_each_attempt_and_the_others_pass()
    {
        await using var database = await fixture.CreateAsync();
        using var board = new SwitchBoard();
        board.Switch.SwitchOn(FaultCatalogue.PoisonEvent, new FaultSettings { Rate = 0.2, DurationSeconds = 600 });
        await using var pipeline = await ConsumingAsync(database, new PipelineSettings { Faults = board.Active });
        for (var i = 0; i < 60; i++)
            await database.AppendAsync(Guid.CreateVersion7(), 1);

        await Eventually.HoldsAsync(
            async () => await database.ScalarAsync<long>("SELECT (SELECT count(*) FROM test.items) + (SELECT count(*) FROM events.dead_letters)") == 60, Cancellation);
        var dead = await database.ScalarAsync<long>("SELECT count(*) FROM events.dead_letters");
        Assert.InRange(dead, 1, 40);

        board.Switch.SwitchAllOff();
        Assert.Equal(dead, await Store(database).RequestReplayAsync(null, "test", Cancellation));
        await Eventually.HoldsAsync(async () => await database.DifferencesAsync() == 0, Cancellation);
    }

    [Fact]
    public async Task A_failure_that_passes_holds_events_up_and_buries_none()
    {
        await using var database = await fixture.CreateAsync();
        using var board = new SwitchBoard();
        using var spans = new SpanRecorder("worker", "RusToK.Events");
        using var meter = RecordedMeter.OfWhatFollows(TelemetrySources.EventsName);
        var log = new ConcurrentQueue<string>();
        await using var pipeline = await ConsumingAsync(database, new PipelineSettings { Faults = board.Active, Output = log.Enqueue });
        board.Switch.SwitchOn(FaultCatalogue.HandlerError, new FaultSettings { DurationSeconds = 600 });
        var (aggregate, trace) = (Guid.CreateVersion7(), ActivityTraceId.CreateRandom());
        await database.AppendAsync(aggregate, 1, "held up", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        await Eventually.HoldsAsync(
            () => Task.FromResult(spans.Trace(trace).Spans.Count(span => span.Attributes.GetValueOrDefault("rustok.fault") == FaultCatalogue.HandlerError) >= 2),
            () => $"the batch is repeated; the worker says\n{string.Join('\n', log.TakeLast(20))}", Eventually.Deadline, Cancellation);
        Assert.Null(await database.AppliedAsync(aggregate));
        Assert.InRange(meter.Sum("rustok.events.retries", ("handler", "test")), 1, double.PositiveInfinity);

        board.Switch.SwitchOff(FaultCatalogue.HandlerError);

        await Eventually.HoldsAsync(async () => await database.AppliedAsync(aggregate) is { Times: 1 }, Cancellation);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT (SELECT count(*) FROM events.dead_letters) + (SELECT count(*) FROM events.retries)"));
    }

    [Theory]
    [InlineData(FaultCatalogue.HandlerSlow)]
    [InlineData(FaultCatalogue.DatabaseSlow)]
    public async Task A_slow_handler_and_a_slow_database_show_in_the_duration_of_the_handling(string fault)
    {
        await using var database = await fixture.CreateAsync();
        using var board = new SwitchBoard();
        using var recorded = new RecordedDurations("RusToK.Events", "Npgsql");
        await using var pipeline = await ConsumingAsync(database, new PipelineSettings { Faults = board.Active });
        board.Switch.SwitchOn(fault, new FaultSettings { LatencySeconds = 0.4, DurationSeconds = 600, Tenant = database.TenantId.ToString() });
        var (aggregate, trace) = (Guid.CreateVersion7(), ActivityTraceId.CreateRandom());

        await database.AppendAsync(aggregate, 1, "slow", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        await Eventually.HoldsAsync(async () => await database.AppliedAsync(aggregate) is { Times: 1 }, Cancellation);
        await Eventually.HoldsAsync(() => recorded.Of(trace).Any(span => span.Name == "process test.changed"), Cancellation);

        Assert.InRange(recorded.Of(trace).Single(span => span.Name == "process test.changed").Duration.TotalSeconds, 0.4, 30);
        var struck = Assert.Single(recorded.Of(trace), span => span.Fault == fault);
        Assert.InRange(struck.Duration.TotalSeconds, 0.4, 30);
        Assert.Equal(fault == FaultCatalogue.DatabaseSlow, struck.Name != "process test.changed");
    }

    /// <summary>A pipeline whose consumer has its cursors: what it finds in the log before, it would rebuild its read model from, past every handler.</summary>
    private static async Task<RunningPipeline> ConsumingAsync(PipelineDatabase database, PipelineSettings settings)
    {
        var pipeline = await RunningPipeline.StartAsync(database, settings);
        await Eventually.HoldsAsync(
            async () => await database.ScalarAsync<long>("SELECT count(*) FROM events.consumer_cursors WHERE consumer = 'test'") > 0, Cancellation);
        return pipeline;
    }

    private static DeadLetterStore Store(PipelineDatabase database) => new(NpgsqlDataSource.Create(database.WorkerConnectionString + ";Pooling=false"));
}
