
namespace RusToK.Lab.Experiments;

/// <summary>What was seen while nothing was wrong.</summary>
/// <param name="Seconds">How long.</param>
/// <param name="Told">Alerts that somebody was told of.</param>
internal sealed record CalmResult(double Seconds, IReadOnlyList<string> Told);
