using System.Diagnostics;
using RusToK.Benchmarks.Mixed.Running;
using StackExchange.Redis;

namespace RusToK.Benchmarks.Mixed.Soak;

/// <summary>Looks at every process, PostgreSQL and Redis again and again, beside the load.</summary>
internal sealed class SoakSampler : IAsyncDisposable
{
    private const double Mebi = 1024 * 1024;

    private readonly CancellationTokenSource _stopping = new();
    private readonly List<SoakSample> _samples = [];
    private readonly HttpClient _http = new();
    private readonly MixedSystem _system;
    private readonly ConnectionMultiplexer _redis;
    private readonly Backlog _backlog;
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly Task _sampling;

    private SoakSampler(MixedSystem system, ConnectionMultiplexer redis, TimeSpan interval)
    {
        (_system, _redis, _backlog) = (system, redis, new Backlog(system.Database));
        _sampling = SampleAsync(interval);
    }

    /// <summary>Complete once the sampler is disposed.</summary>
    public IReadOnlyList<SoakSample> Samples => _samples;

    /// <param name="system">What is looked at.</param>
    /// <param name="interval">From one look to the next.</param>
    public static async Task<SoakSampler> StartAsync(MixedSystem system, TimeSpan interval) =>
        new(system, await ConnectionMultiplexer.ConnectAsync(system.Redis.ConnectionString + ",allowAdmin=true"), interval);

    /// <exception cref="InvalidOperationException">A process has ended, or does not answer.</exception>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _sampling;
        }
        catch (OperationCanceledException)
        {
            // The soak is over.
        }
        finally
        {
            await _redis.DisposeAsync();
            _http.Dispose();
            _stopping.Dispose();
        }
    }

    private async Task SampleAsync(TimeSpan interval)
    {
        using var ticks = new PeriodicTimer(interval);
        while (await ticks.WaitForNextTickAsync(_stopping.Token))
            _samples.Add(new SoakSample(Stopwatch.GetElapsedTime(_begun).TotalSeconds, await LookAsync()));
    }

    private async Task<Dictionary<string, double>> LookAsync()
    {
        var values = new Dictionary<string, double>();
        foreach (var process in _system.Processes)
        {
            var (status, metrics) = (ProcessStatus.Of(process.ProcessId), await MetricsPage.ReadAsync(_http, process.Address, _stopping.Token));
            values[$"{process.Name}: resident MB"] = status.ResidentBytes / Mebi;
            values[$"{process.Name}: GC heap MB"] = metrics.HeapBytes / Mebi;
            values[$"{process.Name}: handles"] = status.Handles;
            values[$"{process.Name}: threads"] = status.Threads;
            values[$"{process.Name}: series"] = metrics.Series;
        }

        await using var connections = _system.Database.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'");
        values["PostgreSQL: connections"] = (long)(await connections.ExecuteScalarAsync(_stopping.Token))!;
        var memory = (await _redis.GetServers()[0].InfoAsync("memory")).SelectMany(section => section).First(pair => pair.Key == "used_memory").Value;
        values["Redis: used memory MB"] = long.Parse(memory, System.Globalization.CultureInfo.InvariantCulture) / Mebi;
        values["events behind"] = await _backlog.CountAsync(_stopping.Token);
        return values;
    }
}
