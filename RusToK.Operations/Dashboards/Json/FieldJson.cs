using System.Globalization;
using System.Text.Json.Nodes;
using RusToK.Operations.Dashboards.Model;

namespace RusToK.Operations.Dashboards.Json;

/// <summary>Units, bounds and colours of a panel's values.</summary>
internal static class FieldJson
{
    public static JsonObject Of(Panel panel)
    {
        var defaults = new JsonObject
        {
            ["unit"] = panel.Unit,
            ["noValue"] = panel.FilledBy is null ? "no data" : "none so far",
            ["color"] = new JsonObject { ["mode"] = panel.Kind == PanelKind.TimeSeries ? "palette-classic" : "thresholds" },
            ["thresholds"] = Thresholds(panel),
            ["custom"] = Custom(panel),
        };
        if (panel.Unit == GrafanaUnit.Share)
        {
            defaults["min"] = 0;
            defaults["decimals"] = 2;
        }

        if (panel.States.Count > 0)
            defaults["mappings"] = Mappings(panel.States);
        return new JsonObject { ["defaults"] = defaults, ["overrides"] = new JsonArray() };
    }

    private static JsonObject Thresholds(Panel panel)
    {
        JsonArray steps = panel switch
        {
            { Limit: { } limit } => [Step("green", null), Step("red", limit)],
            { Floor: { } floor } => [Step("red", null), Step("green", floor)],
            _ => [Step(panel.Kind == PanelKind.Stat ? "blue" : "green", null)],
        };
        return new JsonObject { ["mode"] = "absolute", ["steps"] = steps };
    }

    private static JsonObject Step(string color, double? from) => new() { ["color"] = color, ["value"] = from };

    private static JsonObject Custom(Panel panel) => panel.Kind switch
    {
        PanelKind.TimeSeries => new JsonObject
        {
            ["drawStyle"] = "line",
            ["lineWidth"] = 1,
            ["fillOpacity"] = 10,
            ["showPoints"] = "never",
            ["spanNulls"] = false,
            ["axisSoftMin"] = 0,
            ["thresholdsStyle"] = new JsonObject { ["mode"] = panel.Limit is null && panel.Floor is null ? "off" : "dashed" },
        },
        PanelKind.StateTimeline => new JsonObject { ["lineWidth"] = 0, ["fillOpacity"] = 70 },
        _ => [],
    };

    private static JsonArray Mappings(IReadOnlyList<State> states)
    {
        JsonObject options = [];
        foreach (var (state, at) in states.Select((state, at) => (state, at)))
            options[state.Value.ToString(CultureInfo.InvariantCulture)] = new JsonObject { ["text"] = state.Name, ["color"] = state.Color, ["index"] = at };
        return [new JsonObject { ["type"] = "value", ["options"] = options }];
    }
}
