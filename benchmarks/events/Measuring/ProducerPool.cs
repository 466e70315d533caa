using System.Diagnostics;
using System.Threading.Channels;
using RusToK.Benchmarks.Events.Contestants;

namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>The concurrent producers of one round, opened once and driven phase by phase.</summary>
internal sealed class ProducerPool(Workload workload, BacklogGate gate, IReadOnlyList<IProducer> producers) : IAsyncDisposable
{
    public static async Task<ProducerPool> OpenAsync(
        IContestant contestant, Workload workload, BacklogGate gate, int count, CancellationToken cancellationToken)
    {
        List<IProducer> producers = [];
        while (producers.Count < count)
        {
            producers.Add(await contestant.OpenProducerAsync(cancellationToken));
        }

        return new ProducerPool(workload, gate, producers);
    }

    /// <summary>Each producer writes as fast as it can, held back by the gate alone, until cancelled.</summary>
    public Task RunGatedAsync(CancellationToken stopping) => RunAsync(
        async producer =>
        {
            while (!stopping.IsCancellationRequested)
            {
                await gate.WaitAsync(stopping);
                await WriteAsync(producer);
            }
        });

    /// <summary>As fast as it goes without minding the backlog, for a time or a number of events, whichever ends first.</summary>
    /// <returns>Events committed.</returns>
    public async Task<long> RunUnboundedAsync(TimeSpan limit, long events)
    {
        var start = Stopwatch.GetTimestamp();
        long tickets = 0;
        await RunAsync(async producer =>
        {
            while (Stopwatch.GetElapsedTime(start) < limit && Interlocked.Add(ref tickets, producer.EventsPerWrite) <= events)
            {
                await WriteAsync(producer);
            }
        });
        return Math.Min(tickets, events);
    }

    /// <summary>Open loop: write number n is due n / rate after the start, whether or not earlier ones are done.</summary>
    /// <param name="perSecond">Writes a second, of all producers together.</param>
    /// <param name="onCommitted">Gets each write with its version and the timestamp taken when its commit had returned.</param>
    /// <param name="stopping">Ends the phase; writes under way are finished.</param>
    public Task RunOpenLoopAsync(double perSecond, Action<int, int, long> onCommitted, CancellationToken stopping)
    {
        var start = Stopwatch.GetTimestamp();
        long tickets = -1;
        return RunAsync(async producer =>
        {
            while (!stopping.IsCancellationRequested)
            {
                var due = TimeSpan.FromSeconds(Interlocked.Increment(ref tickets) / perSecond);
                var early = due - Stopwatch.GetElapsedTime(start);
                if (early >= TimeSpan.FromMilliseconds(1))
                {
                    await Task.Delay(early, stopping);
                }

                await WriteAsync(producer, onCommitted);
            }
        });
    }

    /// <summary>Writes what arrives, in its order, until nothing more can.</summary>
    /// <param name="arrivals">Writes that are due.</param>
    /// <param name="onCommitted">Gets each write with its version and the timestamp taken when its commit had returned.</param>
    public Task RunArrivalsAsync(ChannelReader<Arrival> arrivals, Action<int, int, long> onCommitted) => RunAsync(
        async producer =>
        {
            await foreach (var arrival in arrivals.ReadAllAsync())
            {
                arrival.Phase.OnStarted(Stopwatch.GetElapsedTime(arrival.DueAt));
                await WriteAsync(producer, onCommitted);
                arrival.Phase.OnCommitted();
            }
        });

    public async ValueTask DisposeAsync()
    {
        foreach (var producer in producers)
        {
            await producer.DisposeAsync();
        }
    }

    private async Task WriteAsync(IProducer producer)
    {
        await producer.WriteAsync(workload.Next(), CancellationToken.None);
        gate.OnCommitted(producer.EventsPerWrite);
    }

    private async Task WriteAsync(IProducer producer, Action<int, int, long> onCommitted)
    {
        var write = workload.Next();
        var version = await producer.WriteAsync(write, CancellationToken.None);
        onCommitted(write.ProductId, version, Stopwatch.GetTimestamp());
        gate.OnCommitted(producer.EventsPerWrite);
    }

    private Task RunAsync(Func<IProducer, Task> body) => Task.WhenAll(producers.Select(producer => Task.Run(async () =>
    {
        try
        {
            await body(producer);
        }
        catch (OperationCanceledException)
        {
            // The phase is over.
        }
    })));
}
