using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace RusToK.Benchmarks.Micro.Telemetry;

/// <summary>Listens to instruments and adds up what they record: the least that a reader of metrics can do.</summary>
internal sealed class HeardMetrics : IDisposable
{
    private readonly MeterListener _listener = new();
    private bool _keepsTags;
    private string _tags = "";

    private HeardMetrics(string[] instruments)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instruments.Contains(instrument.Name))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Add(value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, _) => Add(value, tags));
        _listener.Start();
    }

    /// <summary>What was recorded since an action was last listened to, with what that recorded.</summary>
    public double Sum { get; private set; }

    public static HeardMetrics Of(params string[] instruments) => new(instruments);

    /// <summary>What an action records, and with which tags.</summary>
    public (double Sum, string Tags) Hear(Action record)
    {
        (_keepsTags, Sum, _tags) = (true, 0, "");
        record();
        _keepsTags = false;
        // What is added up by itself tells its sums, which are in this one too.
        _listener.RecordObservableInstruments();
        return (Sum, _tags);
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Not a part of whoever records: a reader is not either, and the tags have to reach it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Sum += value;
        if (_keepsTags)
            _tags = string.Join(',', tags.ToArray().Select(t => $"{t.Key}={t.Value}"));
    }
}
