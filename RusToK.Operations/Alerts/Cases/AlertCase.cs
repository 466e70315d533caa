namespace RusToK.Operations.Alerts.Cases;

/// <summary>
/// Three proofs of an alert: with the bad values it fires, with those just below it is quiet, and when the bad ones have been followed by healthy ones it is
/// resolved.
/// </summary>
/// <param name="Minutes">How long the bad values last until it fires.</param>
/// <param name="Value">The value in the description, as the template writes it; empty when it is not told.</param>
/// <param name="Inputs">What it is played with.</param>
internal sealed record AlertCase(int Minutes, string Value, params IReadOnlyList<InputSeries> Inputs)
{
    /// <summary>The labels that the expression leaves on the alert.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>How long all is healthy before.</summary>
    public int Before { get; init; }

    /// <summary>How long all is healthy until it is resolved; as long as it took to fire, unless said otherwise.</summary>
    public int After { get => field == 0 ? Minutes : field; init; }
}
