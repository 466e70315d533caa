using RusToK.Core.Telemetry.Catalogue;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.Operations.Dashboards.Provisioning;

/// <summary>What a span's metrics are, asked with the labels that the span's attributes stand for (<c>$__tags</c>).</summary>
internal static class SpanQueries
{
    public static IReadOnlyList<(string Name, string Expression)> All { get; } =
    [
        ("Freshness of such events, p99", P99(EventInstruments.StageDuration, "stage=\"total\", ")),
        ("Time of such events in consumers, p99", P99(EventInstruments.StageDuration, "stage=\"handle\", ")),
        ("Such events given up on, per second", $"sum by (handler) (rate({PrometheusName.Of(EventInstruments.DeadLettersAdded)}{{$__tags}}[5m]))"),
        ("Latency of such operations, p99", P99(GraphQLInstruments.OperationDuration, "")),
        ("Such operations by outcome, per second", $"sum by (outcome) (rate({PrometheusName.Of(GraphQLInstruments.OperationDuration)}_count{{$__tags}}[5m]))"),
    ];

    private static string P99(MetricDefinition histogram, string where) =>
        $"histogram_quantile(0.99, sum by (le) (rate({PrometheusName.Of(histogram)}_bucket{{{where}$__tags}}[5m])))";
}
