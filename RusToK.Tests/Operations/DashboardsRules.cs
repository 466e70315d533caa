using System.Text.Json.Nodes;
using RusToK.Core.Telemetry.Catalogue;
using RusToK.Operations.Dashboards.Model;

namespace RusToK.Tests.Operations;

/// <summary>
/// What a dashboard has to keep to: the rules of grafana/dashboard-linter, by their names there, and some more. Each says where it is broken.
/// </summary>
internal static class DashboardsRules
{
    /// <summary>Those of Grafana's units that panels use.</summary>
    private static readonly HashSet<string> Units = ["short", "percent", "percentunit", "s", "ms", "bytes", "Bps", "reqps", "ops", "cps"];

    public static IReadOnlyDictionary<string, Func<JsonObject, IEnumerable<string>>> All { get; } = new Dictionary<string, Func<JsonObject, IEnumerable<string>>>
    {
        ["template-datasource"] = dashboard => dashboard.Variables().Where(v => v.Text("type") == "datasource").ToList() is not [var one]
            ? [$"{dashboard.Uid()}: not exactly one datasource"]
            : Broken(one.Text("name") == "datasource" && one.Text("label") == "Data source" && one.Text("query") == "prometheus", $"{dashboard.Uid()}: {one.Text("name")}"),
        ["template-job"] = dashboard => Template(dashboard, "job", "Job"),
        ["template-instance"] = dashboard => Template(dashboard, "instance", "Instance"),
        ["template-label-promql"] = dashboard => Choices(dashboard)
            .Where(v => !v.Text("query").StartsWith("label_values(", StringComparison.Ordinal)).Select(v => $"{dashboard.Uid()}: {v.Text("name")}"),
        ["template-on-time-change-reload"] = dashboard => Choices(dashboard).Where(v => v["refresh"]?.GetValue<int>() != 2).Select(v => $"{dashboard.Uid()}: {v.Text("name")}"),
        ["panel-datasource"] = dashboard => Panels(dashboard, panel => IsChosen(panel) && panel.Targets().All(IsChosen)),
        ["panel-title-description"] = dashboard => Panels(dashboard, panel => panel.Text("title").Length > 0 && panel.Text("description").EndsWith('.')),
        ["panel-units"] = dashboard => Panels(dashboard, panel => Units.Contains((panel["fieldConfig"]?["defaults"]).Text("unit"))),
        ["panel-no-targets"] = dashboard => Panels(dashboard, panel => panel.Targets().Any()),
        ["target-rate-interval"] = dashboard => Expressions(dashboard, e => DashboardsPromql.RangesOfRates(e).All(range => range == "$__rate_interval")),
        ["target-counter-agg"] = dashboard => Expressions(dashboard, e => DashboardsPromql.Selectors(e).All(s => !IsCounter(s.Series) || s.Function is "rate" or "irate" or "increase")),
        ["target-job"] = dashboard => Matched(dashboard, "job=~\"$job\""),
        ["target-instance"] = dashboard => Matched(dashboard, "instance=~\"$instance\""),
        ["uneditable-dashboard"] = dashboard => Broken(dashboard["editable"]?.GetValue<bool>() == false, dashboard.Uid()),
        ["unique-ids"] = dashboard => Twice(dashboard, dashboard.Everything().Select(panel => panel["id"]!.ToString())),
        ["unique-titles"] = dashboard => Twice(dashboard, dashboard.Panels().Select(panel => panel.Text("title"))),
        ["unique-ref-ids"] = dashboard => Panels(dashboard, panel => panel.Targets().Select(t => t.Text("refId")).Distinct().Count() == panel.Targets().Count()),
        ["legend"] = dashboard => Panels(dashboard, panel => panel.Targets().All(t => t.Text("legendFormat").Length > 0)),
        ["grid-inside"] = dashboard => Everything(dashboard, panel => Place(panel) is var p && p.X >= 0 && p.W > 0 && p.H > 0 && p.X + p.W <= 24),
        ["grid-overlap"] = dashboard => Everything(dashboard, panel => dashboard.Everything().All(other => other == panel || !Overlap(Place(panel), Place(other)))),
        ["aggregate-before-dividing"] = dashboard => Expressions(dashboard, e => !DashboardsPromql.DividesBeforeAdding(e)),
        ["quantiles-of-sums"] = dashboard => Expressions(dashboard, DashboardsPromql.QuantilesAreOfSums),
        ["exemplars-of-latencies"] = dashboard => Panels(dashboard, panel => !IsLatency(panel)
            || (panel.Targets().All(t => t["exemplar"]?.GetValue<bool>() == true) && Links(panel).Any(url => url.Contains("rustok-jaeger", StringComparison.Ordinal)))),
        ["links-between-dashboards"] = dashboard => Broken(dashboard["links"]!.AsArray().Any(link => link.Text("type") == "dashboards" && link!["keepTime"]!.GetValue<bool>()), dashboard.Uid()),
    };

    /// <summary>Series without the labels of a process, and why.</summary>
    private static readonly Dictionary<string, string> OfNoProcess = new()
    {
        ["ALERTS"] = "an alert may be about all processes at once",
        ["slo:"] = "a promise is about all processes at once",
    };

    private static bool IsChosen(JsonNode node) => node["datasource"].Text("uid") == "${datasource}";

    /// <summary>A name that ends like a counter's is one, but for those that a library calls so although they go up and down.</summary>
    private static bool IsCounter(string series) =>
        series.EndsWith("_total", StringComparison.Ordinal) && LibraryMetrics.All.All(m => m.Name != series || m.Kind == InstrumentKind.Counter);

    private static bool IsLatency(JsonObject panel) =>
        panel.Text("type") == "timeseries" && panel.Targets().Any(t => t.Text("expr").StartsWith("histogram_quantile", StringComparison.Ordinal));

    private static IEnumerable<string> Links(JsonObject panel) => panel["links"]!.AsArray().Select(link => link.Text("url"));

    private static IEnumerable<JsonObject> Choices(JsonObject dashboard) => dashboard.Variables().Where(v => v.Text("type") == "query");

    private static IEnumerable<string> Template(JsonObject dashboard, string name, string label) =>
        Choices(dashboard).SingleOrDefault(v => v.Text("name") == name) is not { } variable
            ? [$"{dashboard.Uid()}: no {name}"]
            : Broken(
                IsChosen(variable) && variable.Text("label") == label && variable["multi"]!.GetValue<bool>() && variable.Text("allValue") == ".+", $"{dashboard.Uid()}: {name}");

    private static IEnumerable<string> Matched(JsonObject dashboard, string matcher) => Expressions(dashboard, e => DashboardsPromql.Selectors(e).All(s =>
        OfNoProcess.Keys.Any(free => s.Series == free || (free.EndsWith(':') && s.Series.StartsWith(free, StringComparison.Ordinal)))
        || s.Matchers.Contains(matcher, StringComparison.Ordinal)));

    private static IEnumerable<string> Panels(JsonObject dashboard, Func<JsonObject, bool> rule) => dashboard.Panels().Where(panel => !rule(panel)).Select(panel => dashboard.Place(panel));

    private static IEnumerable<string> Everything(JsonObject dashboard, Func<JsonObject, bool> rule) =>
        dashboard.Everything().Where(panel => !rule(panel)).Select(panel => dashboard.Place(panel));

    private static IEnumerable<string> Expressions(JsonObject dashboard, Func<string, bool> rule) =>
        dashboard.Expressions().Where(one => !rule(one.Expression)).Select(one => $"{one.Place}: {one.Expression}");

    private static IEnumerable<string> Broken(bool kept, string where) => kept ? [] : [where];

    private static IEnumerable<string> Twice(JsonObject dashboard, IEnumerable<string> values) =>
        values.GroupBy(value => value).Where(same => same.Count() > 1).Select(same => $"{dashboard.Uid()}, {same.Key}");

    private static (int X, int Y, int W, int H) Place(JsonObject panel) =>
        panel["gridPos"] is { } at ? (at["x"]!.GetValue<int>(), at["y"]!.GetValue<int>(), at["w"]!.GetValue<int>(), at["h"]!.GetValue<int>()) : default;

    private static bool Overlap((int X, int Y, int W, int H) one, (int X, int Y, int W, int H) other) =>
        one.X < other.X + other.W && other.X < one.X + one.W && one.Y < other.Y + other.H && other.Y < one.Y + one.H;
}
