using RusToK.Benchmarks.Events.Measuring;

namespace RusToK.Benchmarks.Events.Studies.Replay;

/// <summary>Reads the model again and again while it is rebuilt: readers are promised the old one until the new one is whole.</summary>
internal sealed class WholeModelReader : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly CancellationTokenSource stopping = new();
    private readonly Task reading;

    public WholeModelReader(RoundDatabase database) => reading = ReadAsync(database);

    /// <summary>The fewest events whose effect a look has seen; complete once disposed.</summary>
    public long Fewest { get; private set; } = long.MaxValue;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await reading;
        stopping.Dispose();
    }

    private async Task ReadAsync(RoundDatabase database)
    {
        while (!stopping.IsCancellationRequested)
        {
            Fewest = Math.Min(Fewest, await database.CountVisibleAsync(CancellationToken.None));
            await Task.Delay(Pause, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
