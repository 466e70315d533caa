using System.Net;

namespace RusToK.Worker.Webhooks;

/// <summary>The addresses of a host name. A seam: tests answer as a hostile name server would.</summary>
internal interface IHostAddresses
{
    /// <exception cref="System.Net.Sockets.SocketException">There is no such name.</exception>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}

/// <summary>As the machine resolves them.</summary>
internal sealed class DnsAddresses : IHostAddresses
{
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);
}
