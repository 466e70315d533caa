using Polly;

namespace RusToK.Core.Resilience;

/// <summary>How far one attempt at a write has come.</summary>
internal sealed class Attempt
{
    internal static readonly ResiliencePropertyKey<Attempt> Key = new("rustok.attempt");

    /// <summary>Something has been sent: when it fails now without an answer, nobody knows what was done.</summary>
    public bool IsSent { get; private set; }

    public void Begin() => IsSent = false;

    /// <summary>From here on the dependency may have begun.</summary>
    public void Send() => IsSent = true;
}
