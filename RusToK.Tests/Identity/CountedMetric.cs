using System.Diagnostics.Metrics;

namespace RusToK.Tests.Identity;

/// <summary>What a counter was told since this was made. Other tests count as well: compare what only this test can have caused.</summary>
internal sealed class CountedMetric : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<(Dictionary<string, object?> Tags, long Value)> _values = [];

    /// <summary>Of a counter that is added up elsewhere: its sums when this was made, and now.</summary>
    private readonly List<(Dictionary<string, object?> Tags, long Value)> _before;
    private readonly List<(Dictionary<string, object?> Tags, long Value)> _sums = [];

    public CountedMetric(string name)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == name)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var read = new Dictionary<string, object?>();
            foreach (var tag in tags)
                read[tag.Key] = tag.Value;
            lock (_values)
                (instrument.IsObservable ? _sums : _values).Add((read, value));
        });
        _listener.Start();
        _before = ReadSums();
    }

    public long Sum(params (string Key, string Value)[] tags)
    {
        lock (_values)
            return SumOf(_values) + SumOf(ReadSums()) - SumOf(_before);

        long SumOf(List<(Dictionary<string, object?> Tags, long Value)> values) =>
            values.Where(v => tags.All(t => Equals(v.Tags.GetValueOrDefault(t.Key), t.Value))).Sum(v => v.Value);
    }

    /// <summary>Whether the series was brought into being without being counted up.</summary>
    public bool HasZero(params (string Key, string Value)[] tags)
    {
        lock (_values)
            return _values.Any(v => v.Value == 0 && tags.All(t => Equals(v.Tags.GetValueOrDefault(t.Key), t.Value)));
    }

    public void Dispose() => _listener.Dispose();

    private List<(Dictionary<string, object?> Tags, long Value)> ReadSums()
    {
        lock (_values)
        {
            _sums.Clear();
            _listener.RecordObservableInstruments();
            return [.. _sums];
        }
    }
}
