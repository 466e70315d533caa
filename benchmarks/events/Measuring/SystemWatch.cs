using System.Diagnostics;

namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>Looks at backlog and memory ten times a second, beside the load.</summary>
internal sealed class SystemWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly CancellationTokenSource stopping = new();
    private readonly List<SystemSample> samples = [];
    private readonly Task looking;

    public SystemWatch(BacklogGate gate, RedisMemory redis) => looking = LookAsync(gate, redis);

    /// <summary>Complete once the watch is disposed.</summary>
    public IReadOnlyList<SystemSample> Samples => samples;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task LookAsync(BacklogGate gate, RedisMemory redis)
    {
        using var ticks = new PeriodicTimer(Interval);
        var begun = Stopwatch.GetTimestamp();
        do
        {
            var used = await redis.UsedAsync();
            samples.Add(new SystemSample(Stopwatch.GetElapsedTime(begun).TotalSeconds, gate.Look, Environment.WorkingSet, used));
        }
        while (await ticks.WaitForNextTickAsync(stopping.Token));
    }
}
