using RusToK.Core.Telemetry.Catalogue;

namespace RusToK.Operations.Dashboards.Model;

/// <summary>A metric as Prometheus has it, ours or a library's.</summary>
/// <param name="Name">Without the suffixes of a histogram's series, with that of a counter.</param>
/// <param name="Kind">What can be asked of it.</param>
/// <param name="Unit">UCUM, as in the catalogue.</param>
/// <param name="Description">What is measured.</param>
internal sealed record Metric(string Name, InstrumentKind Kind, string Unit, string Description)
{
    /// <summary>What fills it, when the traffic of a healthy system does not; null when that does.</summary>
    public string? FilledBy { get; init; }

    /// <summary>The series that counts: a counter itself, or a histogram's.</summary>
    public string Counted => Kind switch
    {
        InstrumentKind.Counter => Name,
        InstrumentKind.Histogram => Name + "_count",
        _ => throw new InvalidOperationException($"{Name} is a gauge: it has no rate"),
    };

    public IReadOnlyList<string> Series => Kind == InstrumentKind.Histogram ? [Name + "_bucket", Name + "_sum", Name + "_count"] : [Name];

    public static implicit operator Metric(MetricDefinition definition) =>
        new(PrometheusName.Of(definition), definition.Kind, definition.Unit, definition.Description) { FilledBy = definition.FilledBy };
}
