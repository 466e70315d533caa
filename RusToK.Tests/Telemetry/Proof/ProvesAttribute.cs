namespace RusToK.Tests.Telemetry.Proof;

/// <summary>
/// Says that a test asserts what a signal tells: a metric's value or labels, or a span's name, kind, place or attributes; that there is one is
/// no proof. <see cref="ProofTests"/> fails while a signal of the catalogue has none.
/// </summary>
/// <param name="signal">The metric's or the span's name, as in <see cref="Signal.All"/>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ProvesAttribute(string signal) : Attribute
{
    public string Signal { get; } = signal;

    /// <summary>Where it comes from, when several sources have one of that name.</summary>
    public string? Source { get; init; }
}
