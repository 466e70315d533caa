using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace RusToK.Api.Tenancy;

/// <summary>
/// <c>X-Forwarded-*</c> counts only from proxies that are configured: <c>Proxies:Trusted</c>, a list of addresses or CIDR networks. Empty
/// means none, loopback included.
/// </summary>
internal static class TrustedProxies
{
    private const string Key = "Proxies:Trusted";

    /// <exception cref="InvalidOperationException">An entry is neither an address nor a network.</exception>
    public static IServiceCollection AddTrustedProxies(this IServiceCollection services, IConfiguration configuration) =>
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var entry in configuration.GetSection(Key).Get<string[]>() ?? [])
            {
                if (IPAddress.TryParse(entry, out var address))
                    options.KnownProxies.Add(address);
                else if (System.Net.IPNetwork.TryParse(entry, out var network))
                    options.KnownIPNetworks.Add(network);
                else
                    throw new InvalidOperationException($"{Key} holds '{entry}', which is neither an IP address nor a CIDR network.");
            }

            // Without a single trusted proxy the middleware would trust everybody.
            if (options.KnownProxies.Count == 0 && options.KnownIPNetworks.Count == 0)
                options.ForwardedHeaders = ForwardedHeaders.None;
        });
}
