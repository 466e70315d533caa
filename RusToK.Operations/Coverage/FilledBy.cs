using RusToK.Core.Telemetry.Catalogue;
using RusToK.Operations.Dashboards.Model;
using RusToK.Operations.Promql;

namespace RusToK.Operations.Coverage;

/// <summary>What fills a series that is empty, as the catalogue and the list of the libraries' metrics say.</summary>
internal static class FilledBy
{
    private static readonly Dictionary<string, string?> BySeries = MetricCatalogue.All.Select(definition => (Metric)definition).Concat(LibraryMetrics.All)
        .SelectMany(metric => metric.Series.Select(series => (series, metric.FilledBy))).ToDictionary(one => one.series, one => one.FilledBy);

    /// <returns>Null when healthy traffic fills it, or nobody emits it.</returns>
    public static string? OfSeries(string series) => BySeries.GetValueOrDefault(series);

    /// <returns>Null when healthy traffic fills each series of the expression.</returns>
    public static string? OfExpression(string expression) => Selector.Of(expression).Select(selector => OfSeries(selector.Series)).FirstOrDefault(cause => cause is not null);
}
