using System.Net;
using System.Net.Sockets;
using RusToK.Embedded.Servers;

namespace RusToK.Embedded.Topology;

/// <summary>Asks each address of a running system, in its own protocol, whether it serves.</summary>
public static class SystemStatus
{
    /// <summary>Exit code for a system that does not run, as of <c>systemctl status</c>.</summary>
    public const int NotRunning = 3;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    // PostgreSQL's SSLRequest: it is answered by one byte, before any password.
    private static readonly byte[] SslRequest = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];

    /// <summary>Writes the table of addresses.</summary>
    /// <returns>0 when all answer, 1 when some do not, <see cref="NotRunning"/> when the system does not run.</returns>
    public static async Task<int> PrintAsync(StateDirectory state, TextWriter writer, CancellationToken cancellationToken = default)
    {
        if (state.ReadEndpoints() is not { } endpoints)
        {
            await writer.WriteLineAsync($"not running: nothing is up in {state.Path}");
            return NotRunning;
        }

        var answers = await Task.WhenAll(endpoints.Select(async pair => (pair.Key, Up: await IsUpAsync(pair.Key, pair.Value, cancellationToken))));
        var up = answers.ToDictionary(answer => answer.Key, answer => answer.Up);
        foreach (var row in EndpointTable.Rows(endpoints, up))
            await writer.WriteLineAsync(row);
        return up.Values.All(one => one) ? 0 : 1;
    }

    internal static async Task<bool> IsUpAsync(string name, Uri address, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(Bound);
        try
        {
            return address.Scheme switch
            {
                "postgresql" => await IsPostgresAsync(address.Port, bound.Token),
                "redis" => await RedisPing.IsAnsweredAsync(address.Port, bound.Token),
                _ when name.StartsWith("otlp-", StringComparison.Ordinal) => await IsListeningAsync(address.Port, bound.Token),
                _ => await HttpProbe.IsSuccessAsync(ProbeAddress(name, address), bound.Token),
            };
        }
        catch (Exception exception) when (exception is IOException or SocketException or HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private static Uri ProbeAddress(string name, Uri address) => name switch
    {
        "prometheus" or "alertmanager" => new Uri(address, "/-/ready"),
        "dashboard" => new Uri(address, "/health"),
        "telemetry-api" => new Uri($"{address.ToString().TrimEnd('/')}/resources"),
        "graphiql" => address,
        _ => new Uri(address, "/health/ready"),
    };

    private static async Task<bool> IsListeningAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient(AddressFamily.InterNetwork);
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        return true;
    }

    private static async Task<bool> IsPostgresAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient(AddressFamily.InterNetwork);
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(SslRequest, cancellationToken);
        var answer = new byte[1];
        return await stream.ReadAsync(answer, cancellationToken) == 1 && answer[0] is (byte)'N' or (byte)'S';
    }
}
