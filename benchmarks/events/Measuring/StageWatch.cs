using System.Diagnostics.Metrics;
using HdrHistogram;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>Where the product's events spend their time on the way to the read model, by its own metric; nothing of pipelines that do not record it.</summary>
internal sealed class StageWatch : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, LongHistogram> _stages = [];

    private StageWatch()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == EventInstruments.StageDuration.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => Add(seconds, tags));
        _listener.Start();
    }

    public static StageWatch Start() => new();

    /// <summary>Ends the watch.</summary>
    public IReadOnlyDictionary<string, StageLatency> Stop()
    {
        _listener.Dispose();
        lock (_stages)
            return _stages.ToDictionary(s => s.Key, s => new StageLatency(At(s.Value, 50), At(s.Value, 99)));
    }

    public void Dispose() => _listener.Dispose();

    private void Add(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, value) in tags)
        {
            if (key != Attributes.Stage || value is not string stage)
                continue;
            lock (_stages)
            {
                if (!_stages.TryGetValue(stage, out var histogram))
                    _stages[stage] = histogram = new LongHistogram((long)Longest.TotalMicroseconds, 3);
                histogram.RecordValue(Math.Clamp((long)(seconds * 1e6), 1, (long)Longest.TotalMicroseconds));
            }
        }
    }

    private static double At(LongHistogram histogram, double percentile) => histogram.GetValueAtPercentile(percentile) / 1_000.0;
}

/// <summary>Milliseconds that events spent in a stage.</summary>
internal readonly record struct StageLatency(double P50, double P99);
