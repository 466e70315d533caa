using RusToK.Core.Privacy;

namespace RusToK.Worker.Webhooks;

/// <summary>How one attempt ended.</summary>
/// <param name="Outcome">One of the constants.</param>
/// <param name="StatusCode">Of the answer; null when there was none.</param>
/// <param name="Error">Why there was none.</param>
/// <param name="Response">The beginning of the answer.</param>
/// <param name="RetryAfter">The pause the receiver asked for.</param>
internal sealed record AttemptResult(
    string Outcome, int? StatusCode = null, string? Error = null, [property: Confidential] string? Response = null, TimeSpan? RetryAfter = null)
{
    public const string Ok = "ok";

    /// <summary>An answer other than 2xx, a redirect included: it is not followed.</summary>
    public const string Refused = "refused";

    public const string Timeout = "timeout";
    public const string Unreachable = "unreachable";

    /// <summary>The URL may not be called, or leads to an address that may not.</summary>
    public const string Blocked = "blocked";

    private const int GoneStatus = 410;

    public bool Succeeded => Outcome == Ok;

    /// <summary>The receiver says that nobody will ever listen there again.</summary>
    public bool IsGone => StatusCode == GoneStatus;

    public override string ToString() => Printed.Of(this);
}
