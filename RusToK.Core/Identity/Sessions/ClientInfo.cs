using RusToK.Core.Persistence;
using RusToK.Core.Privacy;

namespace RusToK.Core.Identity.Sessions;

/// <summary>Where a request came from, as far as the owner of a session wants to see it.</summary>
/// <param name="Address">IP address; null when it is not known.</param>
/// <param name="UserAgent">The client's own name for itself.</param>
public sealed record ClientInfo([property: Confidential] string? Address, [property: Confidential] string? UserAgent)
{
    public const int MaxAddress = 45;
    public const int MaxUserAgent = 255;

    public static readonly ClientInfo Unknown = new(null, null);

    /// <summary>Cut to what is stored, without what PostgreSQL cannot keep.</summary>
    public static ClientInfo Of(System.Net.IPAddress? address, string? userAgent)
    {
        var text = (address?.IsIPv4MappedToIPv6 == true ? address.MapToIPv4() : address)?.ToString();
        var agent = string.IsNullOrWhiteSpace(userAgent) || !StorableText.IsStorable(userAgent) ? null : userAgent;
        return new ClientInfo(text is { Length: <= MaxAddress } ? text : null, agent is { Length: > MaxUserAgent } ? agent[..MaxUserAgent] : agent);
    }

    public override string ToString() => Printed.Of(this);
}
