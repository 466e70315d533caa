using System.Diagnostics.Metrics;

namespace RusToK.Core.Telemetry.Catalogue;

/// <summary>An instrument as the catalogue names it. Instruments are made from definitions only, so that none can differ from its page.</summary>
/// <param name="Meter">The meter that owns it.</param>
/// <param name="Name">By OpenTelemetry's naming: lower case, dots.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Unit">UCUM: <c>s</c>, <c>1</c>, or an annotation such as <c>{event}</c>.</param>
/// <param name="Description">One sentence: what is measured, and when.</param>
public sealed record MetricDefinition(Meter Meter, string Name, InstrumentKind Kind, string Unit, string Description)
{
    /// <summary>Every label it can have.</summary>
    public IReadOnlyList<MetricLabel> Labels { get; init; } = [];

    /// <summary>Upper bounds of a histogram's buckets, in <see cref="Unit"/>; empty for other kinds.</summary>
    public IReadOnlyList<double> Buckets { get; init; } = [];

    /// <summary>What fills it, when the traffic of a healthy system does not; null when that does.</summary>
    public string? FilledBy { get; init; }

    /// <exception cref="InvalidOperationException">The definition is of another kind.</exception>
    public Counter<T> CreateCounter<T>()
        where T : struct => Is(InstrumentKind.Counter).Meter.CreateCounter<T>(Name, Unit, Description);

    /// <summary>A counter that every request is counted by.</summary>
    /// <exception cref="InvalidOperationException">The definition is of another kind.</exception>
    public Totals CreateTotals()
    {
        var totals = new Totals();
        Is(InstrumentKind.Counter).Meter.CreateObservableCounter(Name, totals.Measure, Unit, Description);
        return totals;
    }

    /// <exception cref="InvalidOperationException">The definition is of another kind.</exception>
    public Histogram<double> CreateHistogram() => Is(InstrumentKind.Histogram).Meter.CreateHistogram(
        Name, Unit, Description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets });

    /// <param name="measure">Called at every collection; an empty result leaves no series.</param>
    /// <exception cref="InvalidOperationException">The definition is of another kind.</exception>
    public ObservableGauge<T> CreateGauge<T>(Func<IEnumerable<Measurement<T>>> measure)
        where T : struct => Is(InstrumentKind.Gauge).Meter.CreateObservableGauge(Name, measure, Unit, Description);

    private MetricDefinition Is(InstrumentKind kind) =>
        Kind == kind ? this : throw new InvalidOperationException($"{Name} is defined as a {Kind}, not as a {kind}");
}
