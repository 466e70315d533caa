using System.Net;
using System.Net.Sockets;
using RusToK.Core.Webhooks.Targets;

namespace RusToK.Worker.Webhooks;

/// <summary>
/// Makes connections to addresses that were checked, and to no others: the name is resolved once, each of its addresses must be allowed, and
/// the socket is connected to one of those. A name that answers differently the next time gains nothing.
/// </summary>
internal sealed class CheckedConnections(TargetRules rules, IHostAddresses hosts)
{
    /// <summary>A name may have many addresses; whoever lists more wants to keep us busy.</summary>
    private const int MostAddresses = 8;

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await hosts.ResolveAsync(host, cancellationToken);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        if (!Array.TrueForAll(addresses, rules.Allows))
            throw new BlockedTargetException("The host has an address that is not public.");
        Exception? last = null;
        foreach (var address in addresses.Take(MostAddresses))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception error)
            {
                socket.Dispose();
                if (error is not SocketException)
                    throw;
                last = error;
            }
        }

        throw last!;
    }
}
