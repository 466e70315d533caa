namespace RusToK.Worker.Webhooks;

/// <summary>What an attempt did to its endpoint's breaker.</summary>
/// <param name="Before">closed, open or half_open; null when the endpoint is gone.</param>
/// <param name="After">The state now.</param>
/// <param name="FailingSince">When the endpoint began to fail; null when it does not.</param>
internal readonly record struct BreakerChange(string? Before, string? After, DateTimeOffset? FailingSince)
{
    public const string Open = "open";
    public const string Closed = "closed";

    public bool Opened => After == Open && Before != Open;

    public bool HasClosed => After == Closed && Before != Closed && Before is not null;
}
