using System.Text.Json.Nodes;
using RusToK.Operations.Dashboards.Model;

namespace RusToK.Operations.Dashboards.Json;

/// <summary>Rows and panels, with the options of each visualization.</summary>
internal static class PanelJson
{
    public static JsonObject OfRow(Row row, int id, GridPlace place) => new()
    {
        ["id"] = id,
        ["type"] = "row",
        ["title"] = row.Title,
        ["collapsed"] = false,
        ["gridPos"] = Of(place),
        ["panels"] = new JsonArray(),
    };

    public static JsonObject OfPanel(Panel panel, string? runbook, int id, GridPlace place)
    {
        var json = new JsonObject
        {
            ["id"] = id,
            ["type"] = TypeOf(panel.Kind),
            ["title"] = panel.Title,
            ["description"] = panel.FilledBy is { } cause ? $"{panel.Description} Filled by {cause}." : panel.Description,
            ["datasource"] = DatasourceJson.Chosen(),
            ["gridPos"] = Of(place),
            ["links"] = LinkJson.OfPanel(panel, runbook),
            ["fieldConfig"] = FieldJson.Of(panel),
            ["options"] = OptionsOf(panel.Kind),
            ["targets"] = new JsonArray([.. panel.Queries.Select((query, at) => Target(query, panel.Kind, at))]),
        };
        if (panel.Kind == PanelKind.Table)
            json["transformations"] = WithoutTime();
        return json;
    }

    private static JsonObject Target(Query query, PanelKind kind, int at)
    {
        var ofNow = kind == PanelKind.Table || (kind == PanelKind.Stat && query.Expression.Contains("$__range]", StringComparison.Ordinal));
        return new JsonObject
        {
            ["refId"] = ((char)('A' + at)).ToString(),
            ["datasource"] = DatasourceJson.Chosen(),
            ["expr"] = query.Expression,
            ["legendFormat"] = query.Legend,
            ["editorMode"] = "code",
            ["format"] = kind == PanelKind.Table ? "table" : "time_series",
            ["instant"] = ofNow,
            ["range"] = !ofNow,
            ["exemplar"] = query.Exemplars && kind == PanelKind.TimeSeries,
        };
    }

    private static string TypeOf(PanelKind kind) => kind switch
    {
        PanelKind.Stat => "stat",
        PanelKind.StateTimeline => "state-timeline",
        PanelKind.Table => "table",
        _ => "timeseries",
    };

    private static JsonObject OptionsOf(PanelKind kind) => kind switch
    {
        PanelKind.Stat => new JsonObject
        {
            ["reduceOptions"] = new JsonObject { ["values"] = false, ["calcs"] = new JsonArray("lastNotNull"), ["fields"] = "" },
            ["graphMode"] = "area",
            ["colorMode"] = "value",
            ["justifyMode"] = "auto",
            ["textMode"] = "auto",
            ["orientation"] = "auto",
            ["wideLayout"] = true,
            ["showPercentChange"] = false,
            ["percentChangeColorMode"] = "standard",
        },
        PanelKind.StateTimeline => new JsonObject
        {
            ["showValue"] = "auto",
            ["rowHeight"] = 0.8,
            ["mergeValues"] = true,
            ["alignValue"] = "left",
            ["legend"] = new JsonObject { ["showLegend"] = false, ["displayMode"] = "list", ["placement"] = "bottom", ["calcs"] = new JsonArray() },
            ["tooltip"] = new JsonObject { ["mode"] = "single", ["sort"] = "none" },
        },
        PanelKind.Table => new JsonObject
        {
            ["showHeader"] = true,
            ["frameIndex"] = 0,
            ["sortBy"] = new JsonArray(new JsonObject { ["displayName"] = "Value", ["desc"] = true }),
        },
        _ => new JsonObject
        {
            ["legend"] = new JsonObject { ["showLegend"] = true, ["displayMode"] = "table", ["placement"] = "bottom", ["calcs"] = new JsonArray("lastNotNull", "max") },
            ["tooltip"] = new JsonObject { ["mode"] = "multi", ["sort"] = "desc" },
        },
    };

    private static JsonArray WithoutTime() =>
        [new JsonObject { ["id"] = "organize", ["options"] = new JsonObject { ["excludeByName"] = new JsonObject { ["Time"] = true } } }];

    private static JsonObject Of(GridPlace place) => new() { ["h"] = place.Height, ["w"] = place.Width, ["x"] = place.Left, ["y"] = place.Top };
}
