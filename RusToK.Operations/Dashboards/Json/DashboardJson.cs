using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RusToK.Operations.Dashboards.Model;

namespace RusToK.Operations.Dashboards.Json;

/// <summary>A dashboard in the format that Grafana provisions (the classic one, schema 41: Grafana 12).</summary>
internal static class DashboardJson
{
    private static readonly JsonSerializerOptions Format =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Render(Dashboard dashboard) => ToJson(dashboard).ToJsonString(Format) + "\n";

    private static JsonObject ToJson(Dashboard dashboard) => new()
    {
        ["uid"] = dashboard.Uid,
        ["title"] = dashboard.Title,
        ["description"] = dashboard.Description,
        ["tags"] = new JsonArray(Dashboard.Tag),
        ["schemaVersion"] = 41,
        ["editable"] = false,
        ["graphTooltip"] = 1,
        ["timezone"] = "browser",
        ["refresh"] = "30s",
        ["time"] = new JsonObject { ["from"] = "now-1h", ["to"] = "now" },
        ["links"] = LinkJson.OfDashboard(),
        ["annotations"] = new JsonObject { ["list"] = new JsonArray(AnnotationJson.FiringAlerts(), AnnotationJson.Starts()) },
        ["templating"] = new JsonObject { ["list"] = VariableJson.List(dashboard.Variables) },
        ["panels"] = Panels(dashboard),
    };

    private static JsonArray Panels(Dashboard dashboard)
    {
        JsonArray panels = [];
        var top = 0;
        foreach (var row in dashboard.Rows)
        {
            panels.Add(PanelJson.OfRow(row, panels.Count + 1, new GridPlace(0, top, 24, 1)));
            foreach (var (panel, place) in GridLayout.Of(row, top + 1))
            {
                panels.Add(PanelJson.OfPanel(panel, panel.Runbook ?? row.Runbook, panels.Count + 1, place));
                top = place.Bottom;
            }
        }

        return panels;
    }
}
