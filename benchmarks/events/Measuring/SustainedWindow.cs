using System.Diagnostics;

namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>What became of a window in which producers wrote as fast as the gate let them.</summary>
/// <param name="Committed">Events acknowledged in it.</param>
/// <param name="Visible">Events made visible in it.</param>
/// <param name="Elapsed">Its length.</param>
/// <param name="CpuBefore">Microseconds by process at its start.</param>
/// <param name="CpuAfter">The same at its end.</param>
internal sealed record SustainedWindow(
    long Committed, long Visible, TimeSpan Elapsed, IReadOnlyDictionary<string, double> CpuBefore, IReadOnlyDictionary<string, double> CpuAfter)
{
    public double CommittedPerSecond => Committed / Elapsed.TotalSeconds;

    public double VisiblePerSecond => Visible / Elapsed.TotalSeconds;

    /// <summary>Lets producers write for the warm-up and the window, and returns when the last write under way is done.</summary>
    public static async Task<SustainedWindow> MeasureAsync(
        RoundDatabase database,
        BacklogGate gate,
        ProducerPool producers,
        CpuMeter cpu,
        TimeSpan warmUp,
        TimeSpan window,
        CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = producers.RunGatedAsync(stopping.Token);
        await Task.Delay(warmUp, cancellationToken);
        var cpuBefore = cpu.Snapshot();
        var visibleBefore = await database.CountVisibleAsync(cancellationToken);
        var (committedBefore, start) = (gate.Committed, Stopwatch.GetTimestamp());
        await Task.Delay(window, cancellationToken);
        var visibleAfter = await database.CountVisibleAsync(cancellationToken);
        var (committedAfter, elapsed) = (gate.Committed, Stopwatch.GetElapsedTime(start));
        var cpuAfter = cpu.Snapshot();
        await stopping.CancelAsync();
        await running;
        return new SustainedWindow(committedAfter - committedBefore, visibleAfter - visibleBefore, elapsed, cpuBefore, cpuAfter);
    }
}
