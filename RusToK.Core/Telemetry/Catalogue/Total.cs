using System.Diagnostics.Metrics;

namespace RusToK.Core.Telemetry.Catalogue;

/// <summary>One series of a counter: the sum since the process began.</summary>
public sealed class Total
{
    private readonly KeyValuePair<string, object?>[] _labels;
    private long _sum;

    internal Total(KeyValuePair<string, object?>[] labels) => _labels = labels;

    internal Measurement<long> Now => new(Volatile.Read(ref _sum), _labels);

    public void Increment() => Interlocked.Increment(ref _sum);
}
