using System.Diagnostics;
using RusToK.Benchmarks.Events.Measuring;

namespace RusToK.Benchmarks.Events.Studies.Overload;

/// <summary>Looks at backlog and memory ten times a second, beside the load.</summary>
internal sealed class OverloadWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly CancellationTokenSource stopping = new();
    private readonly List<OverloadSample> samples = [];
    private readonly Task looking;

    public OverloadWatch(BacklogGate gate, RedisMemory redis) => looking = LookAsync(gate, redis);

    /// <summary>Complete once the watch is disposed.</summary>
    public IReadOnlyList<OverloadSample> Samples => samples;

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
        while (await ticks.WaitForNextTickAsync(stopping.Token))
        {
            var used = await redis.UsedAsync();
            samples.Add(new OverloadSample(Stopwatch.GetElapsedTime(begun).TotalSeconds, gate.Look, Environment.WorkingSet, used));
        }
    }
}
