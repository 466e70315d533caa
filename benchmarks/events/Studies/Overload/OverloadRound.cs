using System.Diagnostics;
using RusToK.Benchmarks.Events.Contestants;
using RusToK.Benchmarks.Events.Measuring;

namespace RusToK.Benchmarks.Events.Studies.Overload;

/// <summary>
/// Finds the capacity, then offers half of it, twice of it and half of it again, by the clock and without a pause in between. It ends with
/// a comparison of truth, acknowledged events and read model.
/// </summary>
internal sealed class OverloadRound(BenchmarkOptions options, Workload workload)
{
    /// <summary>Writes that wait for a producer, at most.</summary>
    public const int Waiting = 1_000;

    private const int LeastRecovery = 15;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="InvalidDataException">An event is lost, or the read model is wrong.</exception>
    public async Task<OverloadResult> RunAsync(int round, CancellationToken cancellationToken)
    {
        await using var database = await RoundDatabase.CreateAsync(options.Postgres, "overload", round, options.Products, cancellationToken);
        await using RusToKPipeline pipeline = new(new PipelineSettings());
        await pipeline.PrepareAsync(
            new ContestantContext(database.ConnectionString, database.DataSource, options.Redis, options), cancellationToken);
        var cpu = await CpuMeter.CreateAsync(database.DataSource, options.Redis, new Dictionary<string, int>(), cancellationToken);
        await using BacklogGate gate = new(database, options.Backlog);
        await using var producers = await ProducerPool.OpenAsync(pipeline, workload, gate, options.Producers, cancellationToken);
        await using var redis = await RedisMemory.OpenAsync(options.Redis!);
        gate.Start();
        await pipeline.StartConsumersAsync(cancellationToken);

        var capacity = (await SustainedWindow.MeasureAsync(database, gate, producers, cpu, WarmUp, Window, cancellationToken)).VisiblePerSecond;
        await CheckAsync("finding the capacity", database, gate, cancellationToken);
        LoadPhase before = new("before: half of the capacity", capacity / 2, TimeSpan.FromSeconds(Math.Ceiling(options.Seconds / 2)));
        LoadPhase during = new("overload: twice the capacity", capacity * 2, TimeSpan.FromSeconds(Math.Ceiling(options.Seconds)));
        LoadPhase after = new(
            "after: half of the capacity", capacity / 2, TimeSpan.FromSeconds(Math.Max(LeastRecovery, Math.Ceiling(options.Seconds))));
        await using FreshnessSampler sampler = new(database.DataSource);
        sampler.Start();
        OverloadWatch watch = new(gate, redis);
        var begun = Stopwatch.GetTimestamp();
        await using (watch)
        {
            await new BoundedOpenLoop(producers, Waiting).RunAsync([before, during, after], sampler.Offer, cancellationToken);
        }

        await sampler.FinishAsync(Patience);
        await CheckAsync("the overload", database, gate, cancellationToken);
        OverloadTimeline timeline = new(
            before, during, after, watch.Samples,
            [.. sampler.Seen.Select(seen => new OverloadFreshness(Seconds(begun, seen.CommittedAt), seen.Milliseconds))]);
        OverloadSample settled = new(Seconds(begun, Stopwatch.GetTimestamp()), gate.Look, Environment.WorkingSet, await redis.UsedAsync());
        return new OverloadResult(capacity, timeline, settled, gate.Committed);
    }

    private static double Seconds(long begun, long moment) => Stopwatch.GetElapsedTime(begun, moment).TotalSeconds;

    private static async Task CheckAsync(string phase, RoundDatabase database, BacklogGate gate, CancellationToken cancellationToken)
    {
        if (await TruthCheck.FailureAsync(phase, database, gate, Patience, cancellationToken) is { } failure)
        {
            throw new InvalidDataException(failure);
        }
    }
}
