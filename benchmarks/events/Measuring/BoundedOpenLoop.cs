using System.Diagnostics;
using System.Threading.Channels;
using RusToK.Benchmarks.Mixed.Load;

namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>
/// Offers writes by the clock, whether or not earlier ones are done. So many may wait for a producer; what becomes due beyond that is
/// refused and counted, as a server does whose queue is full.
/// </summary>
/// <param name="producers">Who writes.</param>
/// <param name="bound">Writes that may wait, beside one that each producer is doing.</param>
internal sealed class BoundedOpenLoop(ProducerPool producers, int bound)
{
    /// <summary>Runs phases, one behind the other without a pause, and returns when the last accepted write is done.</summary>
    /// <param name="phases">Their counts are complete then.</param>
    /// <param name="onCommitted">Gets each write with its version and the timestamp taken when its commit had returned.</param>
    /// <param name="cancellationToken">Ends the load.</param>
    public async Task RunAsync(IReadOnlyList<LoadPhase> phases, Action<int, int, long> onCommitted, CancellationToken cancellationToken)
    {
        var waiting = Channel.CreateBounded<Arrival>(new BoundedChannelOptions(bound) { SingleWriter = true });
        var writing = producers.RunArrivalsAsync(waiting.Reader, onCommitted);
        try
        {
            // A thread of its own: the clock must not depend on a thread pool that the load keeps busy.
            await Task.Factory.StartNew(
                () => Offer(phases, waiting.Writer, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            waiting.Writer.Complete();
            await writing;
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private static void Offer(IReadOnlyList<LoadPhase> phases, ChannelWriter<Arrival> waiting, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        foreach (var phase in phases)
        {
            var end = begun + (long)(phase.Duration.TotalSeconds * Stopwatch.Frequency);
            for (var (n, due) = (0L, begun); due < end && !cancellationToken.IsCancellationRequested; n++)
            {
                PreciseSleep.Until(due);
                phase.OnOffered();
                if (!waiting.TryWrite(new Arrival(phase, due)))
                {
                    phase.OnRefused();
                }

                due = begun + (long)((n + 1) * phase.Gap.TotalSeconds * Stopwatch.Frequency);
            }

            begun = end;
        }

        PreciseSleep.Until(begun);
    }
}
