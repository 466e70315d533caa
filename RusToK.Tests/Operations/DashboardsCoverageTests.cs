using System.Text.RegularExpressions;
using RusToK.Core.Telemetry.Catalogue;
using RusToK.Operations;
using RusToK.Operations.Dashboards;
using RusToK.Operations.Dashboards.Model;
using RusToK.Operations.Slos;
using RusToK.Tests.Architecture;
using Xunit;

namespace RusToK.Tests.Operations;

/// <summary>Dashboards and the catalogue speak of the same: no panel asks for what nobody emits, and nothing is emitted that no panel shows.</summary>
public sealed partial class DashboardsCoverageTests
{
    private static readonly Dictionary<string, MetricDefinition> OfCatalogue =
        MetricCatalogue.All.SelectMany(metric => PrometheusName.SeriesOf(metric).Select(series => (series, metric))).ToDictionary(one => one.series, one => one.metric);

    private static readonly HashSet<string> OfLibraries = LibraryMetrics.All.SelectMany(metric => metric.Series).ToHashSet();

    private static readonly HashSet<string> Recorded =
        SloRecordings.Groups(Timing.Undivided).SelectMany(group => group.Rules).Where(rule => rule.Kind == "record").Select(rule => rule.Name).ToHashSet();

    /// <summary>What scrapes add to every series.</summary>
    private static readonly string[] OfScrapes = ["job", "instance", "le", "__name__"];

    private static List<(string Place, string Expression)> Expressions => [.. DashboardsJson.All.SelectMany(dashboard => dashboard.Expressions())];

    [Fact]
    public void Every_series_that_is_asked_for_is_emitted_or_recorded() => Offenders.AssertNone(
        from one in Expressions
        from selector in DashboardsPromql.Selectors(one.Expression)
        where selector.Series.Length > 0 && !OfCatalogue.ContainsKey(selector.Series) && !OfLibraries.Contains(selector.Series) && !Recorded.Contains(selector.Series)
        select $"{one.Place}: {selector.Series}", "A panel asks for what nobody emits:");

    [Fact]
    public void Every_metric_of_the_catalogue_is_on_a_dashboard()
    {
        var shown = Expressions.SelectMany(one => DashboardsPromql.Selectors(one.Expression)).Select(selector => selector.Series).ToHashSet();

        Offenders.AssertNone(MetricCatalogue.All.Where(metric => !PrometheusName.SeriesOf(metric).Any(shown.Contains)).Select(metric => metric.Name), "No panel shows:");
    }

    [Fact]
    public void Every_metric_of_a_library_that_is_listed_is_on_a_dashboard()
    {
        var shown = Expressions.SelectMany(one => DashboardsPromql.Selectors(one.Expression)).Select(selector => selector.Series).ToHashSet();

        Offenders.AssertNone(LibraryMetrics.All.Where(metric => !metric.Series.Any(shown.Contains)).Select(metric => metric.Name), "No panel shows:");
    }

    [Fact]
    public void Every_label_that_is_matched_is_one_of_the_metric_and_has_the_value() => Offenders.AssertNone(
        from one in Expressions
        from selector in DashboardsPromql.Selectors(one.Expression)
        where OfCatalogue.ContainsKey(selector.Series)
        from Match matcher in Matchers().Matches(selector.Matchers)
        let name = matcher.Groups["label"].Value
        where !OfScrapes.Contains(name)
        let label = OfCatalogue[selector.Series].Labels.SingleOrDefault(l => PrometheusName.OfLabel(l.Name) == name)
        where label is null || (label.Values is { } values && !matcher.Groups["value"].Value.StartsWith('$') && matcher.Groups["value"].Value.Split('|').Any(v => !values.Contains(v)))
        select $"{one.Place}: {selector.Series} {{{matcher.Value}}}", "A label or a value that the metric does not have:");

    [Fact]
    public void Every_label_that_series_are_told_apart_by_is_one_of_the_metric() => Offenders.AssertNone(
        from one in Expressions
        let metrics = DashboardsPromql.Selectors(one.Expression).Select(selector => selector.Series).ToList()
        where metrics.Count > 0 && metrics.All(OfCatalogue.ContainsKey)
        from label in DashboardsPromql.GroupingLabels(one.Expression).Distinct()
        where !OfScrapes.Contains(label) && metrics.Any(metric => OfCatalogue[metric].Labels.All(l => PrometheusName.OfLabel(l.Name) != label))
        select $"{one.Place}: {label}", "Series are told apart by a label that they do not have:");

    [Fact]
    public void A_panel_of_nothing_but_what_a_fault_fills_says_so() => Offenders.AssertNone(
        from dashboard in DashboardFiles.Dashboards
        from panel in dashboard.Panels
        let metrics = panel.Queries.SelectMany(query => DashboardsPromql.Selectors(query.Expression)).Select(selector => OfCatalogue.GetValueOrDefault(selector.Series)).ToList()
        where metrics.Count > 0 && metrics.All(metric => metric?.FilledBy is not null) && metrics.All(metric => metric!.FilledBy != panel.FilledBy)
        select $"{dashboard.Uid}, {panel.Title}", "Only a fault fills these panels, and they do not say so:");

    [Theory]
    [InlineData("sum by (a) (rate(x_total{b=\"c\"}[$__rate_interval])) / scalar(y)", "x_total y")]
    [InlineData("(x{a=\"b|sum(z)\"} or 0 * slo:y:ratio) / x", "x slo:y:ratio x")]
    [InlineData("count(ALERTS) or vector(0)", "ALERTS")]
    [InlineData("x unless x offset 5m == bool 0", "x x")]
    public void The_series_of_an_expression_are_found(string expression, string series) =>
        Assert.Equal(series.Split(' ').Order(), DashboardsPromql.Selectors(expression).Select(selector => selector.Series).Where(name => name.Length > 0).Order());

    [GeneratedRegex(@"(?<label>\w+)\s*(?:=~|!~|!=|=)\s*""(?<value>[^""]*)""")]
    private static partial Regex Matchers();
}
