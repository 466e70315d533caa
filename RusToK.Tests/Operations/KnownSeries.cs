using RusToK.Core.Telemetry.Catalogue;
using RusToK.Operations;
using RusToK.Operations.Dashboards.Model;
using RusToK.Operations.Slos;

namespace RusToK.Tests.Operations;

/// <summary>Every series that can be asked for: those of the catalogue, of libraries, and those that are recorded.</summary>
internal static class KnownSeries
{
    private static readonly HashSet<string> All =
    [
        .. MetricCatalogue.All.SelectMany(PrometheusName.SeriesOf), .. LibraryMetrics.All.SelectMany(metric => metric.Series),
        .. SloRecordings.Groups(Timing.Undivided).SelectMany(group => group.Rules).Select(rule => rule.Name),
    ];

    /// <summary>The names in an expression that are none.</summary>
    public static IEnumerable<string> UnknownIn(string expression) =>
        DashboardsPromql.Selectors(expression).Select(selector => selector.Series).Where(series => !All.Contains(series));
}
