using System.Text.Json.Nodes;

namespace RusToK.Operations.Dashboards.Json;

/// <summary>What is marked across all panels, so that a sight can be set against what happened.</summary>
internal static class AnnotationJson
{
    public static JsonObject FiringAlerts() => Of("Firing alerts", "red", "ALERTS{alertstate=\"firing\"}", "{{alertname}}", "{{severity}}");

    /// <summary>A process that is there and was not five minutes ago: a start, a deployment, a crash.</summary>
    public static JsonObject Starts() => Of(
        "Starts", "blue", "target_info{job=~\"$job\", instance=~\"$instance\"} unless target_info{job=~\"$job\", instance=~\"$instance\"} offset 5m",
        "{{job}} started", "{{service_version}}");

    private static JsonObject Of(string name, string color, string expression, string title, string text) => new()
    {
        ["name"] = name,
        ["datasource"] = DatasourceJson.Chosen(),
        ["enable"] = true,
        ["hide"] = false,
        ["iconColor"] = color,
        ["expr"] = expression,
        ["titleFormat"] = title,
        ["textFormat"] = text,
        ["step"] = "30s",
    };
}
