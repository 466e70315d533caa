using System.Diagnostics;

namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>
/// Knows how many events are committed and how many of them are visible, and makes producers wait while the difference is at
/// its bound, so that a throughput is one the whole pipeline keeps up with.
/// </summary>
internal sealed class BacklogGate(RoundDatabase database, long bound) : IAsyncDisposable
{
    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WaitInterval = TimeSpan.FromMilliseconds(2);
    private readonly CancellationTokenSource stopping = new();
    private Task sampling = Task.CompletedTask;
    private BacklogLook look = new(0, 0);
    private long committed;

    public long Committed => Interlocked.Read(ref committed);

    /// <summary>The newest look, at most about 100 ms old once <see cref="Start"/> was called.</summary>
    public BacklogLook Look => Volatile.Read(ref look);

    public void Start() => sampling = Task.Run(SampleAsync);

    public void OnCommitted(int events) => Interlocked.Add(ref committed, events);

    /// <summary>Returns at once while the backlog is below its bound.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (Committed - Look.Visible >= bound)
        {
            await Task.Delay(WaitInterval, cancellationToken);
        }
    }

    /// <summary>Waits until every committed event is visible.</summary>
    /// <returns>False when that took longer than <paramref name="limit"/>.</returns>
    public async Task<bool> DrainAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < limit)
        {
            if (await database.CountVisibleAsync(cancellationToken) >= Committed)
            {
                return true;
            }

            await Task.Delay(WaitInterval * 10, cancellationToken);
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await sampling;
        stopping.Dispose();
    }

    private async Task SampleAsync()
    {
        try
        {
            while (true)
            {
                // Counted before the look: what is committed during it does not count as behind.
                var before = Committed;
                Volatile.Write(ref look, new BacklogLook(before, await database.CountVisibleAsync(stopping.Token)));
                await Task.Delay(SampleInterval, stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The phase is over.
        }
    }
}
