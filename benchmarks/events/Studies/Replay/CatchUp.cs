using System.Diagnostics;
using RusToK.Benchmarks.Events.Contestants;
using RusToK.Benchmarks.Events.Measuring;

namespace RusToK.Benchmarks.Events.Studies.Replay;

/// <summary>Relay and consumers carry a log, of which they have seen nothing, into the read model.</summary>
internal static class CatchUp
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Starts the consumers.</summary>
    /// <returns>Seconds from the last look that saw nothing done to the first that saw all.</returns>
    public static async Task<double> MeasureAsync(
        RoundDatabase database, BacklogGate gate, RusToKPipeline pipeline, CancellationToken cancellationToken)
    {
        await pipeline.StartConsumersAsync(cancellationToken);
        var (start, visible) = (Stopwatch.GetTimestamp(), 0L);
        while (visible < gate.Committed && Stopwatch.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(Poll, cancellationToken);
            var before = Stopwatch.GetTimestamp();
            visible = await database.CountVisibleAsync(cancellationToken);
            if (visible == 0)
            {
                start = before;
            }
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
