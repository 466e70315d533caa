using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Operations.Dashboards.Model;

namespace RusToK.Operations.Dashboards.Panels;

/// <summary>Panels of events that more than one dashboard shows.</summary>
internal static class EventPanels
{
    public static Panel Stage(string title, string stage, string by = "") =>
        Panel.Quantiles(title, EventInstruments.StageDuration, by, $"stage=\"{stage}\"") with { Description = $"{EventInstruments.StageDuration.Description} This is {MeaningOf(stage)}." };

    public static Panel FreshnessP99(string title) => new(
        title, "Time from the commit of a change to the read model that shows it: 99 of 100 events take less. The objective is 2 s.", GrafanaUnit.Seconds,
        new Query(Expression.Quantile(0.99, EventInstruments.StageDuration, where: "stage=\"total\""), "p99") { Exemplars = true })
    { Limit = 2 };

    private static string MeaningOf(string stage) => stage switch
    {
        "log" => "from the commit until the relay has read it from the log",
        "stream" => "from the stream until a consumer has it",
        "handle" => "in the consumer, until its effects are committed",
        "total" => "the whole, from the commit of the change to that of its effects",
        _ => throw new ArgumentException($"'{stage}' is not a stage of an event: log, stream, handle or total", nameof(stage)),
    };
}
