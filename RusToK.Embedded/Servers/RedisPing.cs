using System.Net;
using System.Net.Sockets;

namespace RusToK.Embedded.Servers;

/// <summary>One PING over a connection of its own.</summary>
internal static class RedisPing
{
    /// <summary>False while it loads its data and answers LOADING.</summary>
    public static async Task<bool> IsAnsweredAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient(AddressFamily.InterNetwork);
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync("PING\r\n"u8.ToArray(), cancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync(cancellationToken) == "+PONG";
    }
}
