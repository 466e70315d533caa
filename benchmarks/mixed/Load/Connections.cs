using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using RusToK.Benchmarks.GraphQL.Load;

namespace RusToK.Benchmarks.Mixed.Load;

/// <summary>
/// Connections to the replicas of the API, which are asked in turn. A request takes the connection that was used last, or opens one: the bound of
/// requests in flight is their bound.
/// </summary>
/// <param name="ports">Of the replicas, on 127.0.0.1.</param>
internal sealed class Connections(IReadOnlyList<int> ports) : IDisposable
{
    /// <summary>Shorter than the time after which Kestrel closes a connection that nobody uses.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(60);

    private readonly ConcurrentStack<(HttpConnection Connection, long UsedAt)>[] _resting = [.. ports.Select(_ => new ConcurrentStack<(HttpConnection, long)>())];
    private int _next;

    public IReadOnlyList<int> Ports => ports;

    /// <summary>Sends a request to the next replica and judges the answer.</summary>
    /// <param name="request">A whole request.</param>
    /// <param name="isRight">Looks at the answer's <c>data</c>; null leaves it at the status and the absence of errors.</param>
    /// <param name="cancellationToken">The end of all patience.</param>
    public ValueTask<Outcome> AskAsync(byte[] request, Func<JsonElement, bool>? isRight, CancellationToken cancellationToken) =>
        AskAsync((int)((uint)Interlocked.Increment(ref _next) % (uint)ports.Count), request, isRight, cancellationToken);

    /// <inheritdoc cref="AskAsync(byte[], Func{JsonElement, bool}?, CancellationToken)"/>
    /// <param name="replica">Which of the replicas.</param>
    public async ValueTask<Outcome> AskAsync(int replica, byte[] request, Func<JsonElement, bool>? isRight, CancellationToken cancellationToken)
    {
        var connection = Rested(replica);
        try
        {
            connection ??= await HttpConnection.OpenAsync(ports[replica], cancellationToken);
            var outcome = Verdict.Of(await connection.AskAsync(request, cancellationToken), isRight);
            _resting[replica].Push((connection, Stopwatch.GetTimestamp()));
            return outcome;
        }
        catch (Exception broken) when (broken is SocketException or InvalidDataException)
        {
            connection?.Dispose();
            return Outcome.Disconnected;
        }
        catch (OperationCanceledException)
        {
            connection?.Dispose();
            return Outcome.TimedOut;
        }
    }

    public void Dispose()
    {
        foreach (var resting in _resting)
            while (resting.TryPop(out var one))
                one.Connection.Dispose();
    }

    private HttpConnection? Rested(int replica)
    {
        while (_resting[replica].TryPop(out var one))
        {
            if (Stopwatch.GetElapsedTime(one.UsedAt) < LongestRest)
                return one.Connection;
            one.Connection.Dispose();
        }

        return null;
    }
}
