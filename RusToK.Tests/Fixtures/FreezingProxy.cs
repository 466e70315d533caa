using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace RusToK.Tests.Fixtures;

/// <summary>
/// A way to PostgreSQL that freezes in the middle of a pipeline, as a process does that is stopped while it sends one: the server has all of it but
/// the end, and every connection stays open and silent.
/// </summary>
internal sealed class FreezingProxy : IAsyncDisposable
{
    /// <summary>Bytes of PostgreSQL's message Sync, which ends a pipeline.</summary>
    private const int SyncLength = 5;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly byte[] _marker;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _frozen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;
    private readonly List<Task> _pumps = [];

    /// <param name="connectionString">Of the server, over TCP.</param>
    /// <param name="marker">Bytes of the client's at which everything freezes.</param>
    public FreezingProxy(string connectionString, byte[] marker)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        (_target, _marker) = (target.Port, marker);
        _listener.Start();
        target.Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        ConnectionString = target.ConnectionString;
        _serving = ServeAsync();
    }

    /// <summary>To the server, through this.</summary>
    public string ConnectionString { get; }

    /// <summary>Ends when the marker was seen.</summary>
    public Task Frozen => _frozen.Task;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_pumps).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
            _pumps.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        {
            client.NoDelay = true;
            await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            await Task.WhenAny(
                PumpAsync(client.GetStream(), server.GetStream(), _marker), PumpAsync(server.GetStream(), client.GetStream(), []));
            if (Frozen.IsCompleted)
                await Task.Delay(Timeout.Infinite, _stop.Token);
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, byte[] marker)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var length)
        {
            var freezes = marker.Length > 0 && buffer.AsSpan(0, length).IndexOf(marker) >= 0;
            if (Frozen.IsCompleted)
                return;
            await to.WriteAsync(buffer.AsMemory(0, freezes ? length - SyncLength : length), _stop.Token);
            if (freezes)
                _frozen.TrySetResult();
        }
    }
}
