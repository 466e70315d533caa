using System.Text.Json.Nodes;

namespace RusToK.Operations.Dashboards.Json;

/// <summary>The datasource of everything on a dashboard: the one that is chosen at the top.</summary>
internal static class DatasourceJson
{
    public static JsonObject Chosen() => new() { ["type"] = "prometheus", ["uid"] = "${datasource}" };
}
