using System.ComponentModel.DataAnnotations;

namespace RusToK.Core.Webhooks;

/// <summary>Configuration section <c>Webhooks</c>: what may be called, known to the API, which refuses other addresses, and to the Worker.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>Whether addresses of private networks and of this machine may be called. Off, tenants cannot reach what is beside the system.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Whether <c>http</c> may be called beside <c>https</c>; in development only, when null.</summary>
    public bool? AllowHttp { get; set; }

    /// <summary>Ports that may be called; in development any, elsewhere 443 and 8443, when empty.</summary>
    public IList<int> AllowedPorts { get; } = [];

    /// <summary>Most endpoints of one tenant.</summary>
    [Range(1, 10_000)]
    public int MaxEndpoints { get; set; } = 50;
}
