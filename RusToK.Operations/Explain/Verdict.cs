namespace RusToK.Operations.Explain;

/// <summary>Which component the evidence points at most.</summary>
/// <param name="Component">Null when it points at none.</param>
/// <param name="Score">The weights added up.</param>
/// <param name="Reasons">What speaks for it, the heaviest first.</param>
/// <param name="Next">The others that something speaks for, the heaviest first.</param>
internal sealed record Verdict(Component? Component, double Score, IReadOnlyList<string> Reasons, IReadOnlyList<(Component Component, double Score, string Reason)> Next)
{
    /// <summary>Less is no evidence: a series that grew a little, a warning more than before.</summary>
    public const double Least = 1;

    public static Verdict Of(IEnumerable<Evidence> evidence)
    {
        var ranked = evidence.GroupBy(one => one.Component).Select(same => (Component: same.Key, Score: same.Sum(one => one.Weight), All: same.OrderByDescending(one => one.Weight).ToList()))
            .OrderByDescending(one => one.Score).ThenBy(one => one.Component.ToString(), StringComparer.Ordinal).ToList();
        var first = ranked.FirstOrDefault() is { Score: >= Least } best ? best : default;
        return new Verdict(
            first.Component, first.Score, [.. first.All?.Select(one => one.Reason).Distinct() ?? []],
            [.. ranked.Where(one => one.Component != first.Component && one.Score >= Least / 2).Select(one => (one.Component, one.Score, one.All[0].Reason))]);
    }
}
