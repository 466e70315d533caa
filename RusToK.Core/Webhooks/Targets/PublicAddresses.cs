using System.Net;
using System.Net.Sockets;

namespace RusToK.Core.Webhooks.Targets;

/// <summary>
/// The addresses of the public internet: everything but what the IANA registers as special (RFC 6890 and its registries), and but the
/// addresses at which clouds tell their machines' secrets.
/// </summary>
public static class PublicAddresses
{
    private static readonly IPNetwork[] SpecialV4 =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.31.196.0/24"), IPNetwork.Parse("192.52.193.0/24"), IPNetwork.Parse("192.88.99.0/24"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("192.175.48.0/24"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("198.51.100.0/24"), IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4"),
        // A public address, and the platform's own inside of Azure.
        IPNetwork.Parse("168.63.129.16/32"),
    ];

    /// <summary>Global unicast; loopback, link-local, unique local, multicast and translated addresses are all outside of it.</summary>
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] SpecialV6 =
    [
        // Teredo, ORCHID, benchmarks and other protocols; documentation; 6to4, which holds an address of version 4.
        IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16"), IPNetwork.Parse("2620:4f:8000::/48"), IPNetwork.Parse("3fff::/20"),
    ];

    public static bool Contains(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => Contains(address.MapToIPv4()),
        { AddressFamily: AddressFamily.InterNetwork } => !Array.Exists(SpecialV4, n => n.Contains(address)),
        { AddressFamily: AddressFamily.InterNetworkV6 } => GlobalV6.Contains(address) && !Array.Exists(SpecialV6, n => n.Contains(address)),
        _ => false,
    };
}
