using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace RusToK.Tests.Telemetry;

/// <summary>What the counters and histograms of one meter were told since this was made.</summary>
internal sealed class RecordedMeter : IDisposable
{
    private static readonly AsyncLocal<RecordedMeter?> Asking = new();

    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<MeasuredValue> _values = [];
    private readonly bool _causedHere;

    /// <summary>By whichever test.</summary>
    public RecordedMeter(Meter meter)
        : this(meter.Name, causedHere: false)
    {
    }

    private RecordedMeter(string meter, bool causedHere)
    {
        _causedHere = causedHere;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == meter && !instrument.IsObservable)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>
    /// By what the caller does and starts from now on, and nobody else: tests run beside each other in one process. What was started before
    /// goes on unheard.
    /// </summary>
    /// <param name="meter">Its name.</param>
    public static RecordedMeter OfWhatFollows(string meter)
    {
        var recorded = new RecordedMeter(meter, causedHere: true);
        Asking.Value = recorded;
        return recorded;
    }

    /// <summary>Measurements of one instrument with all of these labels.</summary>
    public IReadOnlyList<MeasuredValue> Of(string name, params (string Label, string Value)[] labels) =>
        [.. _values.Where(v => v.Name == name && labels.All(l => v[l.Label] == l.Value))];

    /// <summary>What a counter with all of these labels came to.</summary>
    public double Sum(string name, params (string Label, string Value)[] labels) => Of(name, labels).Sum(m => m.Value);

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!_causedHere || Asking.Value == this)
            _values.Enqueue(new(instrument.Name, value, tags.ToArray()));
    }
}
