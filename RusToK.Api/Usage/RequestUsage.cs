namespace RusToK.Api.Usage;

/// <summary>What is known of a request beside its status when it is counted. Scoped.</summary>
internal sealed class RequestUsage
{
    /// <summary>Whether it failed through no fault of the client, though its status may be 200.</summary>
    public bool HasFailed { get; private set; }

    public void Fail() => HasFailed = true;
}
