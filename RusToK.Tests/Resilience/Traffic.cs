using System.Collections.Concurrent;
using System.Diagnostics;

namespace RusToK.Tests.Resilience;

/// <summary>Readers on both replicas and one editor, who go on whatever happens and note how each request went, by phase.</summary>
internal sealed class Traffic(ReplicatedApi api, IReadOnlyList<Guid> known)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentDictionary<string, ConcurrentQueue<TimeSpan>> _times = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private volatile string _phase = "before";
    private volatile bool _enough;

    public ConcurrentDictionary<Guid, string> Written { get; } = new();

    public IReadOnlyCollection<string> Failures => _failures;

    public string Phase
    {
        set => _phase = value;
    }

    public Task RunAsync() => Task.WhenAll([.. Enumerable.Range(0, 6).Select(i => Task.Run(() => ReadAsync(i))), Task.Run(WriteAsync)]);

    public void Stop() => _enough = true;

    /// <summary>Requests of a phase, and how long they took.</summary>
    public string Describe(string phase)
    {
        var times = _times.TryGetValue(phase, out var all) ? all.Order().ToList() : [];
        return times.Count == 0
            ? $"{phase}: none"
            : $"{phase}: {times.Count} requests, p50 {times[times.Count / 2].TotalMilliseconds:F1} ms, p99 {times[times.Count * 99 / 100].TotalMilliseconds:F1} ms, max {times[^1].TotalMilliseconds:F0} ms";
    }

    public TimeSpan Longest(string phase) => _times.TryGetValue(phase, out var all) ? all.Max() : TimeSpan.Zero;

    private async Task ReadAsync(int reader)
    {
        for (var i = 0; !_enough; i++)
        {
            var round = i;
            await NoteAsync(async () =>
            {
                if (round % 4 == 0)
                    await api.ListAsync(reader % 2);
                else if (await api.TitleAsync(reader % 2, known[(round + reader) % known.Count]) is null)
                    throw new HttpRequestException("a page that is known was not there");
            });
            await Task.Delay(Pause);
        }
    }

    private async Task WriteAsync()
    {
        for (var i = 0; !_enough; i++)
        {
            var title = $"Written {i}";
            await NoteAsync(async () => Written[await api.PublishAsync(title)] = title);
            await Task.Delay(Pause * 2);
        }
    }

    private async Task NoteAsync(Func<Task> request)
    {
        var (phase, started) = (_phase, Stopwatch.GetTimestamp());
        try
        {
            await request();
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            _failures.Enqueue($"{phase}: {error.Message}");
        }

        _times.GetOrAdd(phase, _ => new()).Enqueue(Stopwatch.GetElapsedTime(started));
    }
}
