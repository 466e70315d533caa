using System.Text.Json.Nodes;
using RusToK.Operations.Dashboards.Model;
using RusToK.Operations.Dashboards.Provisioning;

namespace RusToK.Operations.Dashboards.Json;

/// <summary>The choices at the top of a dashboard.</summary>
internal static class VariableJson
{
    public static JsonArray List(IReadOnlyList<Variable> more) => [Datasource(), .. Variable.Common.Concat(more).Select(Choice)];

    private static JsonObject Datasource() => new()
    {
        ["name"] = Variable.Datasource,
        ["label"] = "Data source",
        ["description"] = "The Prometheus that scrapes the services.",
        ["type"] = "datasource",
        ["query"] = "prometheus",
        ["current"] = new JsonObject { ["text"] = "Prometheus", ["value"] = DatasourceFile.Prometheus },
        ["refresh"] = 1,
        ["hide"] = 0,
        ["regex"] = "",
        ["multi"] = false,
        ["includeAll"] = false,
    };

    private static JsonObject Choice(Variable variable) => new()
    {
        ["name"] = variable.Name,
        ["label"] = variable.Label,
        ["description"] = variable.Description,
        ["type"] = "query",
        ["datasource"] = DatasourceJson.Chosen(),
        ["query"] = variable.Values,
        ["definition"] = variable.Values,
        ["current"] = new JsonObject { ["text"] = "All", ["value"] = "$__all" },
        ["refresh"] = 2,
        ["sort"] = 1,
        ["hide"] = 0,
        ["regex"] = "",
        ["multi"] = true,
        ["includeAll"] = true,
        ["allValue"] = ".+",
    };
}
