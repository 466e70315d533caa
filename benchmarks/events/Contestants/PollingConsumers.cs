using Npgsql;

namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>Loops that call a step until it finds nothing, then wait; started and stopped as one.</summary>
/// <param name="count">Loops at a time.</param>
/// <param name="step">One poll; true when it found something.</param>
/// <param name="idleDelay">Wait after a poll that found nothing.</param>
internal sealed class PollingConsumers(
    int count, Func<CancellationToken, Task<bool>> step, TimeSpan idleDelay) : IAsyncDisposable
{
    private CancellationTokenSource? stopping;
    private Task[] loops = [];

    public void Start()
    {
        stopping = new CancellationTokenSource();
        var token = stopping.Token;
        loops = [.. Enumerable.Range(0, count).Select(_ => Task.Run(() => LoopAsync(token), CancellationToken.None))];
    }

    public async Task StopAsync()
    {
        if (stopping is null)
        {
            return;
        }

        await stopping.CancelAsync();
        await Task.WhenAll(loops);
        stopping.Dispose();
        stopping = null;
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task LoopAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!await step(CancellationToken.None))
                {
                    await Task.Delay(idleDelay, stopping);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (PostgresException deadlock) when (deadlock.SqlState == PostgresErrorCodes.DeadlockDetected)
            {
                // Rolled back whole; the next poll takes the same rows again.
            }
        }
    }
}
