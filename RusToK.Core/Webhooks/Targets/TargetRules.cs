using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace RusToK.Core.Webhooks.Targets;

/// <summary>
/// Which addresses may be called. What a URL says is checked when it is entered and again before each delivery; what its name resolves to
/// only then, when the connection is made.
/// </summary>
public sealed class TargetRules(IOptions<WebhookOptions> options, IHostEnvironment environment)
{
    private static readonly int[] SecurePorts = [443, 8443];

    private readonly WebhookOptions _options = options.Value;

    private bool AllowsHttp => _options.AllowHttp ?? environment.IsDevelopment();

    /// <summary>Whether a connection to an address is allowed.</summary>
    public bool Allows(IPAddress address) => _options.AllowPrivateAddresses || PublicAddresses.Contains(address);

    /// <summary>The rule that a URL breaks and what it says; null when it may be called as far as its text goes.</summary>
    public (string Rule, string Message)? Check(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > WebhookRules.MaxUrl || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
            return ("url", $"url must be an absolute URL of at most {WebhookRules.MaxUrl} characters.");
        if (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && AllowsHttp))
            return ("https", AllowsHttp ? "url must begin with https:// or http://." : "url must begin with https://.");
        if (url.UserInfo.Length > 0)
            return ("no-credentials", "url must hold no user name or password; deliveries are signed instead.");
        if (url.Fragment.Length > 0)
            return ("no-fragment", "url must have no fragment.");
        if (!AllowsPort(url.Port))
            return ("port", $"url must use one of the ports {string.Join(", ", _options.AllowedPorts.Count > 0 ? _options.AllowedPorts : SecurePorts)}.");
        return url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 && !(IPAddress.TryParse(url.DnsSafeHost, out var address) && Allows(address))
            ? ("public", "url must lead to a public address.")
            : null;
    }

    private bool AllowsPort(int port) => _options.AllowedPorts.Count > 0
        ? _options.AllowedPorts.Contains(port)
        : environment.IsDevelopment() || SecurePorts.Contains(port);
}
