using System.Diagnostics;
using RusToK.Benchmarks.Mixed.Customers;

namespace RusToK.Benchmarks.Mixed.Load;

/// <summary>
/// Sends requests when they are due, whatever became of those before them, as people come who know nothing of each other. A latency begins at the
/// moment a request is due: if it is sent late, or waits in a queue, that is part of what its sender waits.
/// </summary>
/// <param name="crowd">Who comes when.</param>
/// <param name="behaviour">What they do.</param>
/// <param name="bound">Requests in flight at most.</param>
internal sealed class OpenLoop(Crowd crowd, Behaviour behaviour, int bound)
{
    /// <summary>How long after the last arrival an answer is waited for: as long as the API lets an operation run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(35);

    private int _inFlight;

    /// <summary>Runs phases, one behind the other without a pause, and returns when everybody was answered.</summary>
    /// <param name="phases">Their tallies are complete then.</param>
    /// <param name="cancellationToken">Ends the load.</param>
    public async Task RunAsync(IReadOnlyList<Phase> phases, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.Factory.StartNew(() => Send(phases, patience.Token), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        patience.CancelAfter(Patience);
        while (Volatile.Read(ref _inFlight) > 0)
            await Task.Delay(5, CancellationToken.None);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Send(IReadOnlyList<Phase> phases, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        foreach (var phase in phases)
        {
            for (var due = crowd.NextGap(phase.Rate); due < phase.Seconds && !cancellationToken.IsCancellationRequested; due += crowd.NextGap(phase.Rate))
            {
                var moment = begun + (long)(due * Stopwatch.Frequency);
                PreciseSleep.Until(moment);
                var arrival = crowd.Next();
                phase.Offer(arrival.Kind, Stopwatch.GetElapsedTime(moment));
                if (Volatile.Read(ref _inFlight) >= bound)
                {
                    phase.RefuseByClient(arrival.Kind, due);
                    continue;
                }

                Interlocked.Increment(ref _inFlight);
                _ = ActAsync(phase, arrival, due, moment, cancellationToken);
            }

            begun += (long)(phase.Seconds * Stopwatch.Frequency);
        }

        PreciseSleep.Until(begun);
    }

    private async Task ActAsync(Phase phase, Arrival arrival, double due, long moment, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await behaviour.ActAsync(arrival, cancellationToken);
            phase.End(arrival.Kind, outcome, due, Stopwatch.GetElapsedTime(moment));
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }
}
