using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace RusToK.Tests.Telemetry;

/// <summary>What the counters and histograms of one meter were told since this was made, by whichever test.</summary>
internal sealed class RecordedMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<MeasuredValue> _values = [];

    public RecordedMeter(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter && !instrument.IsObservable)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _values.Enqueue(new(instrument.Name, value, tags.ToArray())));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _values.Enqueue(new(instrument.Name, value, tags.ToArray())));
        _listener.Start();
    }

    /// <summary>Measurements of one instrument with all of these labels.</summary>
    public IReadOnlyList<MeasuredValue> Of(string name, params (string Label, string Value)[] labels) =>
        [.. _values.Where(v => v.Name == name && labels.All(l => v[l.Label] == l.Value))];

    public void Dispose() => _listener.Dispose();
}
