using RusToK.Benchmarks.Events.Measuring;

namespace RusToK.Benchmarks.Events.Studies.Overload;

/// <summary>What became of one phase.</summary>
/// <param name="Load">What was offered, and what of it was done.</param>
/// <param name="Samples">Backlog and memory while its writes became due.</param>
/// <param name="Freshness">Milliseconds from commit to visible of writes committed meanwhile.</param>
internal sealed record OverloadPhase(LoadPhase Load, IReadOnlyList<SystemSample> Samples, IReadOnlyList<double> Freshness)
{
    public double OfferedPerSecond => Load.Offered / Load.Duration.TotalSeconds;

    public double CommittedPerSecond => Load.Committed / Load.Duration.TotalSeconds;

    public double VisiblePerSecond =>
        (Samples[^1].Look.Visible - Samples[0].Look.Visible) / (Samples[^1].Second - Samples[0].Second);

    public long LargestBacklog => Samples.Max(sample => sample.Look.Backlog);

    public double P50 => Percentile.Of(Freshness, 50);

    public double P99 => Percentile.Of(Freshness, 99);
}
