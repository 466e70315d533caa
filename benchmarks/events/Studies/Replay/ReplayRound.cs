using System.Diagnostics;
using RusToK.Benchmarks.Events.Contestants;
using RusToK.Benchmarks.Events.Measuring;

namespace RusToK.Benchmarks.Events.Studies.Replay;

/// <summary>
/// Fills a log, lets relay and consumers carry it into the read model, then rebuilds the read model from it while they run. Events that
/// are written afterwards have to arrive as well.
/// </summary>
internal sealed class ReplayRound(BenchmarkOptions options, Workload workload)
{
    private const int EventsAfterwards = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <exception cref="InvalidDataException">The read model is not the truth, or was not whole meanwhile.</exception>
    public async Task<ReplayResult> RunAsync(int round, CancellationToken cancellationToken)
    {
        await using var database = await RoundDatabase.CreateAsync(options.Postgres, "replay", round, options.Products, cancellationToken);
        await using RusToKPipeline pipeline = new(new PipelineSettings());
        await pipeline.PrepareAsync(
            new ContestantContext(database.ConnectionString, database.DataSource, options.Redis, options), cancellationToken);
        await using BacklogGate gate = new(database, long.MaxValue);
        await using var redis = await RedisMemory.OpenAsync(options.Redis!);
        await using var producers = await ProducerPool.OpenAsync(pipeline, workload, gate, options.Producers, cancellationToken);

        await LogFill.RunAsync(database, gate, workload, options.ReplayEvents, cancellationToken);
        var events = gate.Committed;
        var catchUp = await WatchAsync(gate, redis, () => CatchUp.MeasureAsync(database, gate, pipeline, cancellationToken));
        await CheckAsync("catching up", database, gate, cancellationToken);
        var rebuild = await WatchAsync(gate, redis, () => RebuildAsync(database, pipeline, events, cancellationToken));
        await CheckAsync("the rebuild", database, gate, cancellationToken);
        await producers.RunUnboundedAsync(Patience, EventsAfterwards);
        await CheckAsync("events behind the rebuild", database, gate, cancellationToken);
        return new ReplayResult(events, catchUp, rebuild);
    }

    private static async Task<ReplayTaken> WatchAsync(BacklogGate gate, RedisMemory redis, Func<Task<double>> takeAsync)
    {
        double seconds;
        SystemWatch watch = new(gate, redis);
        await using (watch)
        {
            seconds = await takeAsync();
        }

        return new ReplayTaken(seconds, watch.Samples.Max(sample => sample.WorkingSet), watch.Samples.Max(sample => sample.RedisMemory));
    }

    private static async Task<double> RebuildAsync(
        RoundDatabase database, RusToKPipeline pipeline, long events, CancellationToken cancellationToken)
    {
        WholeModelReader reader = new(database);
        var start = Stopwatch.GetTimestamp();
        long applied;
        double seconds;
        await using (reader)
        {
            applied = await pipeline.Rebuilder.RebuildAsync(new ProductProjection(), null, cancellationToken);
            seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return applied == events && reader.Fewest == events
            ? seconds
            : throw new InvalidDataException($"the rebuild applied {applied} of {events} events, and readers saw {reader.Fewest} meanwhile");
    }

    private static async Task CheckAsync(string phase, RoundDatabase database, BacklogGate gate, CancellationToken cancellationToken)
    {
        if (await TruthCheck.FailureAsync(phase, database, gate, Patience, cancellationToken) is { } failure)
        {
            throw new InvalidDataException(failure);
        }
    }
}
