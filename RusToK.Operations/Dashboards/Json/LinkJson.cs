using System.Text.Json.Nodes;
using RusToK.Operations.Dashboards.Model;
using RusToK.Operations.Dashboards.Provisioning;

namespace RusToK.Operations.Dashboards.Json;

/// <summary>Ways on: to the other dashboards, to the runbook, to traces.</summary>
internal static class LinkJson
{
    /// <summary>All dashboards of this product side by side, with the same range and choices.</summary>
    public static JsonArray OfDashboard() => [Of("RusToK", "dashboards", "Another dashboard, same time and choices")];

    /// <summary>The links of a panel; empty when there are none.</summary>
    public static JsonArray OfPanel(Panel panel, string? runbook)
    {
        JsonArray links = [];
        if (panel.Details is { } uid)
            links.Add(To("More of this", $"/d/{uid}?${{__url_time_range}}&${{{Variable.Datasource}:queryparam}}&${{job:queryparam}}&${{instance:queryparam}}", inNewTab: false));
        if (runbook is not null)
            links.Add(To("Runbook", RunbookAddress.Of(runbook), inNewTab: true));
        if (panel.Kind == PanelKind.TimeSeries && panel.Queries.Any(query => query.Exemplars))
            links.Add(To("Traces in Jaeger", TraceSearch(), inNewTab: true));
        return links;
    }

    /// <summary>Explore with a search of traces in the range that is shown; the service is chosen there.</summary>
    private static string TraceSearch()
    {
        const string from = "${__from}", to = "${__to}";
        var query = new JsonObject { ["refId"] = "A", ["queryType"] = "search", ["datasource"] = new JsonObject { ["type"] = "jaeger", ["uid"] = DatasourceFile.Jaeger } };
        var pane = new JsonObject
        {
            ["datasource"] = DatasourceFile.Jaeger,
            ["queries"] = new JsonArray(query),
            ["range"] = new JsonObject { ["from"] = from, ["to"] = to },
        };
        var panes = Uri.EscapeDataString(new JsonObject { ["traces"] = pane }.ToJsonString());
        // Grafana puts the range in before it opens the address, where it can still recognize the variables.
        foreach (var variable in new[] { from, to })
            panes = panes.Replace(Uri.EscapeDataString(variable), variable, StringComparison.Ordinal);
        return $"/explore?schemaVersion=1&orgId=1&panes={panes}";
    }

    private static JsonObject To(string title, string url, bool inNewTab)
    {
        var link = Of(title, "link", "");
        link["url"] = url;
        link["targetBlank"] = inNewTab;
        return link;
    }

    private static JsonObject Of(string title, string type, string tooltip) => new()
    {
        ["title"] = title,
        ["type"] = type,
        ["icon"] = "external link",
        ["tooltip"] = tooltip,
        ["tags"] = type == "dashboards" ? new JsonArray(Dashboard.Tag) : [],
        ["asDropdown"] = false,
        ["targetBlank"] = false,
        ["includeVars"] = type == "dashboards",
        ["keepTime"] = type == "dashboards",
    };
}
