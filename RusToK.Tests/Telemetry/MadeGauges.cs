using System.Diagnostics.Metrics;

namespace RusToK.Tests.Telemetry;

/// <summary>
/// The gauges that one object made, and nobody else's of the same name: tests run beside each other in one process, and their workers all
/// report to the same meters.
/// </summary>
internal sealed class MadeGauges : IDisposable
{
    [ThreadStatic]
    private static MadeGauges? _making;

    private readonly MeterListener _listener = new();
    private readonly List<MeasuredValue> _values = [];

    private MadeGauges()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (_making == this && instrument.IsObservable)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _values.Add(new(instrument.Name, value, tags.ToArray())));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _values.Add(new(instrument.Name, value, tags.ToArray())));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => _values.Add(new(instrument.Name, value, tags.ToArray())));
        _listener.Start();
    }

    /// <param name="make">Makes the object, and with it its gauges, on this thread.</param>
    public static (T Made, MadeGauges Gauges) By<T>(Func<T> make)
    {
        var gauges = new MadeGauges();
        _making = gauges;
        try
        {
            return (make(), gauges);
        }
        finally
        {
            _making = null;
        }
    }

    /// <summary>What they say now.</summary>
    public IReadOnlyList<MeasuredValue> Read()
    {
        lock (_values)
        {
            _values.Clear();
            _listener.RecordObservableInstruments();
            return [.. _values];
        }
    }

    /// <summary>What the one of that name says now; no value, one, or one a series.</summary>
    public IReadOnlyList<MeasuredValue> Read(string name) => [.. Read().Where(v => v.Name == name)];

    public void Dispose() => _listener.Dispose();
}
