using RusToK.Operations.Coverage;
using RusToK.Operations.Dashboards;
using RusToK.Operations.Promql;

namespace RusToK.Operations.Explain;

/// <summary>A histogram whose exemplars belong to an alert.</summary>
/// <param name="Selector">Of its buckets.</param>
/// <param name="SlowAbove">The bound that the alert counts from, in its unit; null when it has none.</param>
/// <param name="IsTheAlerts">Whether the alert is about these times; else its dashboard shows them beside it.</param>
internal sealed record Histogram(string Selector, double? SlowAbove, bool IsTheAlerts)
{
    private static readonly string[] OfTheChoice = ["job", "instance"];

    /// <summary>Those that the alert is about; when there are none, those of which its dashboard shows exemplars.</summary>
    /// <param name="selectors">What the alert asks for.</param>
    /// <param name="dashboard">Uid of its dashboard.</param>
    public static IReadOnlyList<Histogram> Of(IReadOnlyList<Selector> selectors, string? dashboard)
    {
        var own = selectors.Where(selector => selector.Series.EndsWith("_bucket", StringComparison.Ordinal)).Select(selector => new Histogram(
            new Selector(selector.Series, string.Join(", ", selector.Parts.Where(part => Token.Of(part)[0].Text != "le")), "").With(),
            double.TryParse(Measurement.BoundOf(selector), System.Globalization.CultureInfo.InvariantCulture, out var bound) ? bound : null, IsTheAlerts: true)).Distinct().ToList();
        return own.Count > 0 ? own :
        [
            .. DashboardFiles.Dashboards.Where(one => one.Uid == dashboard).SelectMany(one => one.Panels).SelectMany(panel => panel.Queries).Where(query => query.Exemplars)
                .SelectMany(query => Promql.Selector.Of(CoverageCheck.Asked(query.Expression))).Where(selector => selector.Series.EndsWith("_bucket", StringComparison.Ordinal))
                .Select(selector => new Selector(selector.Series, string.Join(", ", selector.Parts.Where(part => !OfTheChoice.Contains(Token.Of(part)[0].Text) && !part.Contains(".+", StringComparison.Ordinal))), ""))
                .Select(selector => new Histogram(selector.With(), null, IsTheAlerts: false)).Distinct(),
        ];
    }
}
