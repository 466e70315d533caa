using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Operations.Dashboards.Model;

namespace RusToK.Operations.Dashboards.Panels;

/// <summary>Panels of what the services rest on that more than one dashboard shows.</summary>
internal static class DataPanels
{
    public static Panel Breakers(string title, string where = "") => new(
        title, "State of each circuit breaker. Open: the dependency failed too often, and calls are refused at once until it answers again.", GrafanaUnit.Count,
        new Query(Expression.Max(ResilienceInstruments.BreakerState, "job, instance, dependency", where), "{{dependency}} of {{job}} {{instance}}"))
    {
        Kind = PanelKind.StateTimeline,
        States = [new(0, "closed", "green"), new(1, "open", "red"), new(2, "half-open", "orange")],
    };

    public static Panel HitRatio(string title, string by) => Panel.Share(
        title, "Part of the questions that the cache could answer. Falling: it was emptied, is too small, or forgets too soon; the database pays for it.",
        CacheInstruments.Requests, "result=\"hit\"", by);
}
