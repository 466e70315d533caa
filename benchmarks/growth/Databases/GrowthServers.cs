using RusToK.Benchmarks.Telemetry.Sink;
using RusToK.Embedded;

namespace RusToK.Benchmarks.Growth.Databases;

/// <summary>PostgreSQL and a backend of telemetry, for as many databases and processes as a part compares.</summary>
internal sealed class GrowthServers : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _parts = [];

    private GrowthServers(EmbeddedServers embedded, OtlpSink backend) => (Embedded, Backend) = (embedded, backend);

    /// <summary>PostgreSQL, without Redis: each process that has one has its own.</summary>
    public EmbeddedServers Embedded { get; }

    /// <summary>Spans it has taken tell that telemetry was on.</summary>
    public OtlpSink Backend { get; }

    public static async Task<GrowthServers> StartAsync(CancellationToken cancellationToken)
    {
        var embedded = await EmbeddedServers.StartAsync(
            new EmbeddedServersOptions { MaxConnections = 300, SharedBuffers = "1GB", Redis = false }, cancellationToken);
        try
        {
            return new GrowthServers(embedded, await OtlpSink.StartAsync(TimeSpan.Zero, cancellationToken));
        }
        catch
        {
            await embedded.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends with these servers, the last one first.</summary>
    public T Add<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Add(part);
        return part;
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = _parts.Count; i > 0; i--)
            await _parts[i - 1].DisposeAsync();
        await Backend.DisposeAsync();
        await Embedded.DisposeAsync();
    }
}
