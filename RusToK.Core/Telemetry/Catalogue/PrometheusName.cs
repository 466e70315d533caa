namespace RusToK.Core.Telemetry.Catalogue;

/// <summary>
/// What metrics and labels are called in Prometheus: the translation of <c>OpenTelemetry.Exporter.Prometheus</c>, which a test compares it
/// with. Dots become underscores, the unit is the last word (annotations and <c>1</c> are none), counters end in <c>_total</c>.
/// </summary>
public static class PrometheusName
{
    /// <summary>Of the metric; a histogram's series have it with another suffix each, see <see cref="SeriesOf"/>.</summary>
    /// <exception cref="ArgumentException">The unit is not one that this product measures in.</exception>
    public static string Of(MetricDefinition metric)
    {
        var name = OfLabel(metric.Name);
        var unit = WordOf(metric.Unit);
        if (!name.EndsWith(unit, StringComparison.Ordinal))
            name = $"{name}_{unit}";
        return metric.Kind == InstrumentKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    /// <summary>The names that expressions can ask for.</summary>
    /// <exception cref="ArgumentException">The unit is not one that this product measures in.</exception>
    public static IReadOnlyList<string> SeriesOf(MetricDefinition metric) =>
        Of(metric) is var name && metric.Kind == InstrumentKind.Histogram ? [name + "_bucket", name + "_sum", name + "_count"] : [name];

    public static string OfLabel(string name) => name.Replace('.', '_');

    private static string WordOf(string unit) => unit switch
    {
        "s" => "seconds",
        "By" => "bytes",
        "1" => string.Empty,
        ['{', .., '}'] => string.Empty,
        _ => throw new ArgumentException($"'{unit}' is not among the units whose word in Prometheus is known.", nameof(unit)),
    };
}
