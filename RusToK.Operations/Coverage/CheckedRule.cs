namespace RusToK.Operations.Coverage;

/// <summary>A rule, asked.</summary>
/// <param name="Name">Of the alert, or of the series that is recorded and its promise.</param>
/// <param name="IsLoaded">Whether Prometheus has it.</param>
/// <param name="Error">Why it could not be evaluated; null when it could.</param>
/// <param name="Blind">The parts of its expression, without what they are compared with, that have no value now: it cannot become true by them.</param>
/// <param name="FilledBy">What fills them; null when healthy traffic should.</param>
public sealed record CheckedRule(string Name, bool IsLoaded, string? Error, IReadOnlyList<string> Blind, string? FilledBy)
{
    public bool IsEvaluated => IsLoaded && Error is null;
}
