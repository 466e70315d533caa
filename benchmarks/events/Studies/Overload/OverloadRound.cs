using System.Diagnostics;
using RusToK.Benchmarks.Events.Contestants;
using RusToK.Benchmarks.Events.Measuring;

namespace RusToK.Benchmarks.Events.Studies.Overload;

/// <summary>
/// Finds the capacity, then offers half of it, twice of it and half of it again, by the clock and without a pause in between. It ends with
/// a comparison of truth, acknowledged events and read model.
/// </summary>
internal sealed class OverloadRound(BenchmarkOptions options, OverloadKind kind, Workload workload)
{
    /// <summary>Events that wait for a producer, at most.</summary>
    public const int Waiting = 1_000;

    private const int LeastRecovery = 15;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="InvalidDataException">An event is lost, or the read model is wrong.</exception>
    public async Task<OverloadResult> RunAsync(int round, CancellationToken cancellationToken)
    {
        await using var database = await RoundDatabase.CreateAsync(options.Postgres, $"overload-{kind.Name}", round, options.Products, cancellationToken);
        await using RusToKPipeline pipeline = new(new PipelineSettings { EventsPerTransaction = kind.EventsPerTransaction });
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
        var overload = Math.Ceiling(options.Seconds);
        var before = Phase("before: half of the capacity", capacity / 2, Math.Ceiling(overload / 2));
        var during = Phase("overload: twice the capacity", capacity * 2, overload);
        var after = Phase("after: half of the capacity", capacity / 2, Math.Max(LeastRecovery, overload));
        await using FreshnessSampler sampler = new(database.DataSource);
        sampler.Start();
        SystemWatch watch = new(gate, redis);
        var begun = Stopwatch.GetTimestamp();
        await using (watch)
        {
            await new BoundedOpenLoop(producers, Waiting / kind.EventsPerTransaction).RunAsync([before, during, after], sampler.Offer, cancellationToken);
        }

        await sampler.FinishAsync(Patience);
        await CheckAsync("the overload", database, gate, cancellationToken);
        OverloadTimeline timeline = new(
            before, during, after, watch.Samples,
            [.. sampler.Seen.Select(seen => new OverloadFreshness(Seconds(begun, seen.CommittedAt), seen.Milliseconds))]);
        BacklogLook last = new(gate.Committed, await database.CountVisibleAsync(cancellationToken));
        SystemSample settled = new(Seconds(begun, Stopwatch.GetTimestamp()), last, Environment.WorkingSet, await redis.UsedAsync());
        return new OverloadResult(kind, capacity, timeline, settled);

        LoadPhase Phase(string name, double perSecond, double seconds) =>
            new(name, perSecond, kind.EventsPerTransaction, TimeSpan.FromSeconds(seconds));
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
