using System.Diagnostics;
using RusToK.Benchmarks.Mixed.Running;

namespace RusToK.Benchmarks.Mixed.Modes;

/// <summary>The backlog at a moment.</summary>
/// <param name="Second">Since the watch began.</param>
/// <param name="Events">Not in all read models yet.</param>
internal sealed record BacklogSample(double Second, long Events);

/// <summary>Looks at the backlog of events twice a second, beside the load.</summary>
internal sealed class BacklogWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<BacklogSample> _samples = [];
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly Task _looking;

    public BacklogWatch(Backlog backlog) => _looking = LookAsync(backlog);

    /// <summary>Complete once the watch is disposed.</summary>
    public IReadOnlyList<BacklogSample> Samples => _samples;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task LookAsync(Backlog backlog)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (await ticks.WaitForNextTickAsync(_stopping.Token))
        {
            var events = await backlog.CountAsync(_stopping.Token);
            _samples.Add(new BacklogSample(Stopwatch.GetElapsedTime(_begun).TotalSeconds, events));
        }
    }
}
