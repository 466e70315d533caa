using System.Text.Json.Nodes;
using RusToK.Operations.Alerts;
using RusToK.Operations.Dashboards;
using RusToK.Tests.Architecture;
using Xunit;

namespace RusToK.Tests.Operations;

/// <summary>Dashboards keep to the rules, and a dashboard that does not is found out.</summary>
public sealed class DashboardsLintTests
{
    public static TheoryData<string> Rules => [.. DashboardsRules.All.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_dashboard_keeps_to_the_rule(string rule) => Offenders.AssertNone(DashboardsJson.All.SelectMany(DashboardsRules.All[rule]), $"The rule {rule} is broken by:");

    [Fact]
    public void Every_rule_has_a_way_to_break_it() => Assert.Equal(DashboardsRules.All.Keys.Order(), Breaches.Keys.Order());

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_dashboard_that_breaks_the_rule_is_found_out(string rule)
    {
        var spoiled = DashboardsJson.All.First(dashboard => dashboard.Uid() == DashboardUids.Overview);
        Assert.Empty(DashboardsRules.All[rule](spoiled));

        Breaches[rule](spoiled);

        Assert.NotEmpty(DashboardsRules.All[rule](spoiled));
    }

    [Fact]
    public void There_are_seven_dashboards_with_the_uids_that_links_and_alerts_have() => Assert.Equal(
        ["rustok-api", "rustok-data", "rustok-events", "rustok-overview", "rustok-slo", "rustok-telemetry", "rustok-tenants"],
        DashboardsJson.All.Select(dashboard => dashboard.Uid()).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_link_to_a_dashboard_leads_to_one() => Offenders.AssertNone(
        from dashboard in DashboardsJson.All
        from panel in dashboard.Panels()
        from link in panel["links"]!.AsArray()
        let url = link.Text("url")
        where url.StartsWith("/d/", StringComparison.Ordinal) && DashboardsJson.All.All(other => !url.StartsWith($"/d/{other.Uid()}?", StringComparison.Ordinal))
        select $"{dashboard.Place(panel)}: {url}", "A link leads to no dashboard:");

    [Fact]
    public void Every_runbook_that_a_panel_leads_to_is_that_of_an_alert()
    {
        var runbooks = AlertCatalogue.All.Select(alert => alert.Runbook).ToHashSet();

        Offenders.AssertNone(
            from dashboard in DashboardFiles.Dashboards
            from row in dashboard.Rows
            from name in row.Panels.Select(panel => panel.Runbook).Append(row.Runbook)
            where name is not null && !runbooks.Contains(name)
            select $"{dashboard.Uid}, {row.Title}: {name}", "There is no such runbook:");
    }

    [Fact]
    public void What_only_a_fault_fills_says_so_where_one_looks() => Offenders.AssertNone(
        from dashboard in DashboardFiles.Dashboards
        from panel in dashboard.Panels
        where panel.FilledBy is not null
        let shown = DashboardsJson.All.Single(json => json.Uid() == dashboard.Uid).Panels().Single(json => json.Text("title") == panel.Title)
        where !shown.Text("description").EndsWith($"Filled by {panel.FilledBy}.", StringComparison.Ordinal)
        select $"{dashboard.Uid}, {panel.Title}", "A panel does not say what fills it:");

    private static IReadOnlyDictionary<string, Action<JsonObject>> Breaches { get; } = new Dictionary<string, Action<JsonObject>>
    {
        ["template-datasource"] = dashboard => dashboard.Variables().First()["name"] = "prometheus",
        ["template-job"] = dashboard => Variable(dashboard, "job")["multi"] = false,
        ["template-instance"] = dashboard => Variable(dashboard, "instance")["allValue"] = ".*",
        ["template-label-promql"] = dashboard => Variable(dashboard, "instance")["query"] = "values(up, instance)",
        ["template-on-time-change-reload"] = dashboard => Variable(dashboard, "job")["refresh"] = 1,
        ["panel-datasource"] = dashboard => Target(dashboard)["datasource"] = new JsonObject { ["type"] = "prometheus", ["uid"] = "rustok-prometheus" },
        ["panel-title-description"] = dashboard => Panel(dashboard)["description"] = "",
        ["panel-units"] = dashboard => Panel(dashboard)["fieldConfig"]!["defaults"]!["unit"] = "seconds",
        ["panel-no-targets"] = dashboard => Panel(dashboard)["targets"] = new JsonArray(),
        ["target-rate-interval"] = dashboard => Ask(dashboard, "sum (rate(rustok_tenant_requests_total{job=~\"$job\", instance=~\"$instance\"}[5m]))"),
        ["target-counter-agg"] = dashboard => Ask(dashboard, "sum (rustok_tenant_requests_total{job=~\"$job\", instance=~\"$instance\"})"),
        ["target-job"] = dashboard => Ask(dashboard, "sum (rustok_tenants_active{instance=~\"$instance\"})"),
        ["target-instance"] = dashboard => Ask(dashboard, "sum (rustok_tenants_active)"),
        ["uneditable-dashboard"] = dashboard => dashboard["editable"] = true,
        ["unique-ids"] = dashboard => Panel(dashboard)["id"] = 1,
        ["unique-titles"] = dashboard => Panel(dashboard)["title"] = dashboard.Panels().Last().Text("title"),
        ["unique-ref-ids"] = dashboard => Panel(dashboard)["targets"]!.AsArray().Add(Target(dashboard).DeepClone()),
        ["legend"] = dashboard => Target(dashboard)["legendFormat"] = "",
        ["grid-inside"] = dashboard => Panel(dashboard)["gridPos"]!["w"] = 25,
        ["grid-overlap"] = dashboard => Panel(dashboard)["gridPos"]!["h"] = 5,
        ["aggregate-before-dividing"] = dashboard => Ask(dashboard, "sum (rate(a_total[$__rate_interval]) / rate(b_total[$__rate_interval]))"),
        ["quantiles-of-sums"] = dashboard => Ask(dashboard, "histogram_quantile(0.99, rate(a_bucket[$__rate_interval]))"),
        ["exemplars-of-latencies"] = dashboard => dashboard.Panels().First(panel => panel.Targets().Any(t => t["exemplar"]!.GetValue<bool>())).Targets().First()["exemplar"] = false,
        ["links-between-dashboards"] = dashboard => dashboard["links"] = new JsonArray(),
    };

    private static JsonObject Panel(JsonObject dashboard) => dashboard.Panels().First();

    private static JsonObject Target(JsonObject dashboard) => Panel(dashboard).Targets().First();

    private static JsonObject Variable(JsonObject dashboard, string name) => dashboard.Variables().Single(v => v.Text("name") == name);

    private static void Ask(JsonObject dashboard, string expression) => Target(dashboard)["expr"] = expression;
}
