using System.Diagnostics;
using RusToK.Benchmarks.Events.Contestants;

namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>
/// One contestant's round: warm-up, sustained window, freshness at half of that load, backlog, drain. After the first and the
/// last phase the read model is compared with the truth, and a difference voids the round.
/// </summary>
internal sealed class RoundRunner(BenchmarkOptions options, Workload workload)
{
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan DrainPoll = TimeSpan.FromMilliseconds(25);

    public async Task<RoundResult> RunAsync(ContestantEntry entry, int round, CancellationToken cancellationToken)
    {
        await using var database = await RoundDatabase.CreateAsync(
            options.Postgres, entry.Name, round, options.Products, cancellationToken);
        await using var contestant = entry.Create();
        await contestant.PrepareAsync(
            new ContestantContext(database.ConnectionString, database.DataSource, options.Redis, options), cancellationToken);
        var cpu = await CpuMeter.CreateAsync(database.DataSource, options.Redis, contestant.Processes, cancellationToken);
        var isPipeline = entry.Kind != ContestantKind.Baseline;
        await using BacklogGate gate = new(database, isPipeline ? contestant.BacklogBound ?? options.Backlog : long.MaxValue);
        await using var producers = await ProducerPool.OpenAsync(
            contestant, workload, gate, options.Producers, cancellationToken);
        if (!isPipeline)
        {
            return await MeasureBaselineAsync(round, database, gate, producers, cpu, cancellationToken);
        }

        gate.Start();
        await contestant.StartConsumersAsync(cancellationToken);
        var result = await MeasureSustainedAsync(round, database, gate, producers, cpu, cancellationToken);
        result = result.VisiblePerSecond > 0
            ? await VerifyAsync(result, "sustained", database, gate, cancellationToken)
            : result with { Failure = "nothing became visible in the sustained window" };
        if (result.Failure is null)
        {
            result = await MeasureFreshnessAsync(result, database, gate, producers, cancellationToken);
            result = await VerifyAsync(result, "freshness", database, gate, cancellationToken);
        }

        if (result.Failure is null && contestant.CanPause)
        {
            result = await MeasureDrainAsync(result, database, gate, contestant, producers, cpu, cancellationToken);
            if (entry.Kind == ContestantKind.RusToK)
            {
                // Others may be too slow to come to the end of the backlog.
                result = await VerifyAsync(result, "drain", database, gate, cancellationToken);
            }
        }

        await contestant.StopConsumersAsync(cancellationToken);
        return result;
    }

    private static Dictionary<string, double> PerEvent(
        IReadOnlyDictionary<string, double> before, IReadOnlyDictionary<string, double> after, double events) =>
        after.Where(pair => before.ContainsKey(pair.Key))
            .ToDictionary(pair => pair.Key, pair => (pair.Value - before[pair.Key]) / Math.Max(1, events));

    private static async Task<RoundResult> VerifyAsync(
        RoundResult result, string phase, RoundDatabase database, BacklogGate gate, CancellationToken cancellationToken) =>
        result with { Failure = await TruthCheck.FailureAsync(phase, database, gate, SettleLimit, cancellationToken) };

    private async Task<RoundResult> MeasureBaselineAsync(
        int round,
        RoundDatabase database,
        BacklogGate gate,
        ProducerPool producers,
        CpuMeter cpu,
        CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = producers.RunGatedAsync(stopping.Token);
        await Task.Delay(options.WarmUp, cancellationToken);
        var cpuBefore = cpu.Snapshot();
        var (committedBefore, start) = (gate.Committed, Stopwatch.GetTimestamp());
        await Task.Delay(options.Window, cancellationToken);
        var (committedAfter, elapsed) = (gate.Committed, Stopwatch.GetElapsedTime(start));
        var cpuAfter = cpu.Snapshot();
        await stopping.CancelAsync();
        await running;

        var events = committedAfter - committedBefore;
        var stored = await database.CountCommittedAsync(cancellationToken);
        return new RoundResult
        {
            Round = round,
            CommittedPerSecond = events / elapsed.TotalSeconds,
            CpuPerEvent = PerEvent(cpuBefore, cpuAfter, events),
            Failure = stored == gate.Committed ? null : $"{stored} of {gate.Committed} acknowledged events are committed",
        };
    }

    private async Task<RoundResult> MeasureSustainedAsync(
        int round,
        RoundDatabase database,
        BacklogGate gate,
        ProducerPool producers,
        CpuMeter cpu,
        CancellationToken cancellationToken)
    {
        var window = await SustainedWindow.MeasureAsync(
            database, gate, producers, cpu, options.WarmUp, options.Window, cancellationToken);
        return new RoundResult
        {
            Round = round,
            CommittedPerSecond = window.CommittedPerSecond,
            VisiblePerSecond = window.VisiblePerSecond,
            BacklogGrowth = window.Committed - window.Visible,
            CpuPerEvent = PerEvent(window.CpuBefore, window.CpuAfter, window.Visible),
        };
    }

    private async Task<RoundResult> MeasureFreshnessAsync(
        RoundResult result,
        RoundDatabase database,
        BacklogGate gate,
        ProducerPool producers,
        CancellationToken cancellationToken)
    {
        var load = Math.Min(result.VisiblePerSecond!.Value, result.CommittedPerSecond) / 2;
        await using FreshnessSampler sampler = new(database.DataSource);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var measuring = false;
        var running = producers.RunOpenLoopAsync(
            load,
            (product, version, committedAt) =>
            {
                if (Volatile.Read(ref measuring))
                {
                    sampler.Offer(product, version, committedAt);
                }
            },
            stopping.Token);
        await Task.Delay(options.WarmUp / 2, cancellationToken);
        sampler.Start();
        using var stages = StageWatch.Start();
        Volatile.Write(ref measuring, true);
        var (committedBefore, start) = (gate.Committed, Stopwatch.GetTimestamp());
        await Task.Delay(options.HalfWindow, cancellationToken);
        var (committedAfter, elapsed) = (gate.Committed, Stopwatch.GetElapsedTime(start));
        Volatile.Write(ref measuring, false);
        await stopping.CancelAsync();
        await running;
        await sampler.FinishAsync(SettleLimit);
        return result with
        {
            FreshnessLoad = (committedAfter - committedBefore) / elapsed.TotalSeconds,
            FreshnessP50 = sampler.Histogram.GetValueAtPercentile(50) / 1_000.0,
            FreshnessP99 = sampler.Histogram.GetValueAtPercentile(99) / 1_000.0,
            FreshnessSamples = sampler.Histogram.TotalCount,
            Stages = stages.Stop(),
        };
    }

    private async Task<long> WriteBacklogAsync(
        IContestant contestant, BacklogGate gate, ProducerPool producers, CancellationToken cancellationToken)
    {
        if (await contestant.OpenBacklogProducerAsync(cancellationToken) is not { } fast)
        {
            return await producers.RunUnboundedAsync(options.HalfWindow, options.DrainEvents);
        }

        await using ProducerPool alone = new(workload, gate, [fast]);
        return await alone.RunUnboundedAsync(options.HalfWindow, options.DrainEvents);
    }

    private async Task<RoundResult> MeasureDrainAsync(
        RoundResult result,
        RoundDatabase database,
        BacklogGate gate,
        IContestant contestant,
        ProducerPool producers,
        CpuMeter cpu,
        CancellationToken cancellationToken)
    {
        await contestant.StopConsumersAsync(cancellationToken);
        var cpuBeforeWriting = cpu.Snapshot();
        var written = await WriteBacklogAsync(contestant, gate, producers, cancellationToken);
        var cpuBeforeDraining = cpu.Snapshot();
        var visibleAtStart = await database.CountVisibleAsync(cancellationToken);

        await contestant.StartConsumersAsync(cancellationToken);
        var begun = Stopwatch.GetTimestamp();
        var (start, end, visible) = (begun, begun, visibleAtStart);
        while (visible < gate.Committed)
        {
            await Task.Delay(DrainPoll, cancellationToken);
            visible = await database.CountVisibleAsync(cancellationToken);
            end = Stopwatch.GetTimestamp();
            var nothingYet = visible == visibleAtStart;
            if (Stopwatch.GetElapsedTime(start, end) > options.HalfWindow && !nothingYet
                || Stopwatch.GetElapsedTime(begun, end) > SettleLimit)
            {
                break;
            }

            if (nothingYet)
            {
                // Reconnecting is not draining; the clock starts with the last look that saw nothing done.
                start = end;
            }
        }

        var drained = visible - visibleAtStart;
        var cpuAfter = cpu.Snapshot();
        result = result with
        {
            DrainPerSecond = drained / Math.Max(0.001, Stopwatch.GetElapsedTime(start, end).TotalSeconds),
            DrainedEvents = drained,
            CpuPerEventWriting = PerEvent(cpuBeforeWriting, cpuBeforeDraining, written),
            CpuPerEventDraining = PerEvent(cpuBeforeDraining, cpuAfter, drained),
        };
        return visible < gate.Committed
            ? result
            : await VerifyAsync(result, "drain", database, gate, cancellationToken);
    }
}
