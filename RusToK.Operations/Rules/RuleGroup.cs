namespace RusToK.Operations.Rules;

/// <summary>Rules that are evaluated together, one after the other.</summary>
/// <param name="Name">Of the group.</param>
/// <param name="Rules">In their order.</param>
/// <param name="Interval">Between two evaluations, as Prometheus writes it; null for that of the configuration.</param>
internal sealed record RuleGroup(string Name, IReadOnlyList<Rule> Rules, string? Interval = null);
