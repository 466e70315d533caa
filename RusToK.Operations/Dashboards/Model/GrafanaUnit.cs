using RusToK.Core.Telemetry.Catalogue;

namespace RusToK.Operations.Dashboards.Model;

/// <summary>Grafana's names of units, which axes and numbers are written in.</summary>
internal static class GrafanaUnit
{
    public const string Count = "short";
    public const string PerSecond = "cps";
    public const string Share = "percentunit";
    public const string Percent = "percent";
    public const string Seconds = "s";

    /// <summary>Of values of the metric itself.</summary>
    public static string Of(Metric metric) => metric.Unit switch
    {
        "s" => Seconds,
        "ms" => "ms",
        "By" => "bytes",
        "%" => Percent,
        _ => Count,
    };

    /// <summary>Of how fast the metric grows.</summary>
    public static string OfRate(Metric metric) => metric switch
    {
        { Kind: InstrumentKind.Histogram } => "reqps",
        { Unit: "By" } => "Bps",
        { Unit: "{request}" } => "reqps",
        { Unit: "{operation}" } => "ops",
        _ => PerSecond,
    };
}
