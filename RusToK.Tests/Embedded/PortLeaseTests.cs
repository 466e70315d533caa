using System.Net;
using System.Net.Sockets;
using RusToK.Embedded.Ports;
using Xunit;

namespace RusToK.Tests.Embedded;

public sealed class PortLeaseTests
{
    [Fact]
    public void Leased_ports_differ_and_can_be_listened_on()
    {
        var leases = Enumerable.Range(0, 50).Select(_ => PortLease.Take()).ToList();

        Assert.Equal(50, leases.Select(lease => lease.Port).Distinct().Count());
        foreach (var lease in leases)
        {
            using var listener = new TcpListener(IPAddress.Loopback, lease.Port);
            listener.Start();
            lease.Dispose();
        }
    }

    [Fact]
    public void A_port_that_is_asked_for_and_in_use_is_refused_with_the_name_of_who_asks()
    {
        using var lease = PortLease.Take();
        using var listener = new TcpListener(IPAddress.Loopback, lease.Port);
        listener.Start();

        var refusal = Assert.Throws<InvalidOperationException>(() => PortLease.Take(lease.Port, "api"));

        Assert.Contains($"Port {lease.Port}, asked for api, is in use", refusal.Message, StringComparison.Ordinal);
    }
}
