using System.Text.Json.Nodes;
using RusToK.Operations.Dashboards;

namespace RusToK.Tests.Operations;

/// <summary>The dashboards as Grafana reads them.</summary>
internal static class DashboardsJson
{
    /// <summary>Each read anew, so that a test may spoil it.</summary>
    public static IEnumerable<JsonObject> All =>
        DashboardFiles.All.Where(file => file.Path.EndsWith(".json", StringComparison.Ordinal)).Select(file => JsonNode.Parse(file.Text)!.AsObject());

    public static string Uid(this JsonObject dashboard) => dashboard["uid"]!.GetValue<string>();

    /// <summary>Rows as well.</summary>
    public static IEnumerable<JsonObject> Everything(this JsonObject dashboard) => Objects(dashboard["panels"]);

    public static IEnumerable<JsonObject> Panels(this JsonObject dashboard) => dashboard.Everything().Where(panel => panel.Text("type") != "row");

    public static IEnumerable<JsonObject> Targets(this JsonObject panel) => Objects(panel["targets"]);

    public static IEnumerable<JsonObject> Variables(this JsonObject dashboard) => Objects(dashboard["templating"]?["list"]);

    public static IEnumerable<JsonObject> Annotations(this JsonObject dashboard) => Objects(dashboard["annotations"]?["list"]);

    /// <summary>Empty when there is no such text.</summary>
    public static string Text(this JsonNode? node, string name) => node?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    /// <summary>Every expression of a dashboard, with the place where it stands.</summary>
    public static IEnumerable<(string Place, string Expression)> Expressions(this JsonObject dashboard) =>
    [
        .. dashboard.Panels().SelectMany(panel => panel.Targets().Select(target => (dashboard.Place(panel, target.Text("refId")), target.Text("expr")))),
        .. dashboard.Annotations().Select(annotation => ($"{dashboard.Uid()}, annotation {annotation.Text("name")}", annotation.Text("expr"))),
    ];

    public static string Place(this JsonObject dashboard, JsonObject panel, string more = "") => $"{dashboard.Uid()}, {panel.Text("title")} {more}".TrimEnd();

    private static IEnumerable<JsonObject> Objects(JsonNode? array) => array?.AsArray().Select(item => item!.AsObject()) ?? [];
}
