using System.Text.RegularExpressions;
using RusToK.Operations.Alerts;
using RusToK.Operations.Dashboards;
using RusToK.Operations.Dashboards.Model;
using RusToK.Operations.Live;
using RusToK.Operations.Promql;
using RusToK.Operations.Slos;

namespace RusToK.Operations.Coverage;

/// <summary>Asks everything that dashboards and rules ask.</summary>
/// <param name="prometheus">That of the running system.</param>
internal sealed partial class CoverageCheck(PrometheusApi prometheus)
{
    /// <summary>What Grafana would choose for a graph of an hour with scrapes 15 s apart.</summary>
    private const string RateInterval = "1m";

    private const string Range = "1h";

    public async Task<CoverageReport> RunAsync(CancellationToken cancellationToken)
    {
        var panels = new List<CheckedPanel>();
        foreach (var dashboard in DashboardFiles.Dashboards)
            foreach (var panel in dashboard.Panels)
                panels.Add(await CheckAsync(dashboard, panel, cancellationToken));

        var rules = await prometheus.RulesAsync(cancellationToken);
        var alerts = new List<CheckedRule>();
        foreach (var alert in AlertCatalogue.All)
            alerts.Add(await CheckAsync(alert, rules.FirstOrDefault(rule => rule.IsAlert && rule.Name == alert.Name), cancellationToken));
        var recordings = new List<CheckedRule>();
        foreach (var slo in SloCatalogue.All)
            foreach (var name in SloRecordings.Groups(Timing.Undivided).SelectMany(group => group.Rules).Select(rule => rule.Name).Distinct())
                recordings.Add(await CheckAsync(name, slo, rules, cancellationToken));

        var emitted = (await prometheus.QueryAsync("count by (__name__) ({__name__=~\".+\"})", null, cancellationToken)).Select(sample => sample.Labels["__name__"]).ToHashSet();
        var missing = DashboardFiles.Dashboards.SelectMany(dashboard => dashboard.Panels).SelectMany(panel => panel.Queries).Select(query => query.Expression)
            .Concat(AlertCatalogue.All.Select(alert => alert.Expression(Timing.Undivided)))
            .Concat(SloRecordings.Groups(Timing.Undivided).SelectMany(group => group.Rules).Select(rule => rule.Expression))
            .SelectMany(Selector.Of).Select(selector => selector.Series).Distinct().Where(series => !emitted.Contains(series)).Order(StringComparer.Ordinal).ToList();
        return new CoverageReport(
            panels, alerts, recordings, [.. missing.Where(series => FilledBy.OfSeries(series) is null)],
            missing.Where(series => FilledBy.OfSeries(series) is not null).ToDictionary(series => series, series => FilledBy.OfSeries(series)!));
    }

    /// <summary>An expression of a dashboard with all processes chosen.</summary>
    internal static string Asked(string expression) => Variables().Replace(
        expression.Replace("$__rate_interval", RateInterval, StringComparison.Ordinal).Replace("$__range", Range, StringComparison.Ordinal), ".+");

    private async Task<CheckedPanel> CheckAsync(Dashboard dashboard, Panel panel, CancellationToken cancellationToken)
    {
        var empty = new List<string>();
        foreach (var expression in panel.Queries.Select(query => Asked(query.Expression)))
            if (!await IsShownAsync(expression, cancellationToken))
                empty.Add(expression);
        var causes = empty.Select(expression => panel.FilledBy ?? FilledBy.OfExpression(expression)).Distinct().ToList();
        var cause = causes.Contains(null) ? null : string.Join(", or ", causes) is { Length: > 0 } text ? text : null;
        return new CheckedPanel(dashboard.Uid, panel.Title, (empty.Count, cause) switch { (0, _) => PanelState.Filled, (_, null) => PanelState.Dead, _ => PanelState.Waiting }, cause, empty);
    }

    private async Task<CheckedRule> CheckAsync(Alert alert, LiveRule? live, CancellationToken cancellationToken)
    {
        if (live is null)
            return new CheckedRule(alert.Name, IsLoaded: false, null, [], null);
        var blind = new List<string>();
        // An alert of something's absence has no value while it is there.
        foreach (var condition in Condition.Of(live.Expression).Where(condition => condition.Comparison is not null))
            if (!await HasValueAsync(condition.Measure, cancellationToken))
                blind.Add(condition.Measure);
        return new CheckedRule(alert.Name, IsLoaded: true, live.Error, blind, blind.Count == 0 ? null : FilledBy.OfExpression(blind[0]));
    }

    private async Task<CheckedRule> CheckAsync(string name, Slo slo, IReadOnlyList<LiveRule> rules, CancellationToken cancellationToken)
    {
        var live = rules.FirstOrDefault(rule => !rule.IsAlert && rule.Name == name && rule.Labels.GetValueOrDefault("slo", slo.Name) == slo.Name);
        var series = $"{name}{{slo=\"{slo.Name}\"}}";
        var isBlind = live is not null && !await HasValueAsync(series, cancellationToken);
        return new CheckedRule(series, live is not null, live?.Error, isBlind ? [series] : [], null);
    }

    /// <summary>Whether it has a value now, or had one in the hour that is shown: new connections do not come each minute.</summary>
    private async Task<bool> IsShownAsync(string expression, CancellationToken cancellationToken) =>
        await HasValueAsync(expression, cancellationToken) || await HasValueAsync($"max_over_time(({expression})[{Range}:{RateInterval}])", cancellationToken);

    /// <summary>A ratio of nothing, or a quantile of it, is no number.</summary>
    private async Task<bool> HasValueAsync(string expression, CancellationToken cancellationToken) =>
        (await prometheus.QueryAsync(expression, null, cancellationToken)).Any(sample => !double.IsNaN(sample.Value));

    [GeneratedRegex(@"\$\w+")]
    private static partial Regex Variables();
}
