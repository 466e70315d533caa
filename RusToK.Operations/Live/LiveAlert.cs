namespace RusToK.Operations.Live;

/// <summary>An alert as Prometheus has it now.</summary>
/// <param name="Name">Label <c>alertname</c>.</param>
/// <param name="IsFiring">False while its condition has not held for long enough.</param>
/// <param name="Since">When its condition began to hold.</param>
/// <param name="Labels">All of them.</param>
/// <param name="Annotations">Summary, description, and where to look, with the values filled in.</param>
public sealed record LiveAlert(
    string Name, bool IsFiring, DateTimeOffset Since, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations);
