using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging;

namespace RusToK.Tests.Identity;

/// <summary>
/// Everything this process emits while it lives: spans of every source, measurements of every meter, log records of the hosts it is given to,
/// each as one text of all it says.
/// </summary>
internal sealed class RecordedTelemetry : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _logs = new();
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentQueue<string> _measurements = new();
    private readonly ActivityListener _spanListener;
    private readonly MeterListener _meterListener = new();

    public RecordedTelemetry()
    {
        _spanListener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_spanListener);
        _meterListener.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meterListener.SetMeasurementEventCallback<long>((i, v, tags, _) => Measured(i, tags));
        _meterListener.SetMeasurementEventCallback<int>((i, v, tags, _) => Measured(i, tags));
        _meterListener.SetMeasurementEventCallback<double>((i, v, tags, _) => Measured(i, tags));
        _meterListener.Start();
    }

    public IReadOnlyCollection<Activity> Spans => _spans;

    public IReadOnlyCollection<string> Logs => _logs;

    public IEnumerable<string> Everything => _spans.Select(Describe).Concat(_logs).Concat(_measurements);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        _spanListener.Dispose();
        _meterListener.Dispose();
    }

    private static string Describe(Activity span)
    {
        var text = new StringBuilder(span.DisplayName).Append(' ').Append(span.StatusDescription);
        foreach (var (key, value) in span.TagObjects)
            text.Append(' ').Append(key).Append('=').Append(value);
        foreach (var (key, value) in span.Baggage)
            text.Append(' ').Append(key).Append('=').Append(value);
        foreach (var @event in span.Events)
        {
            text.Append(' ').Append(@event.Name);
            foreach (var (key, value) in @event.Tags)
                text.Append(' ').Append(key).Append('=').Append(value);
        }

        return text.Append(span.TraceStateString).ToString();
    }

    private void Measured(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder(instrument.Name);
        foreach (var (key, value) in tags)
            text.Append(' ').Append(key).Append('=').Append(value);
        _measurements.Enqueue(text.ToString());
    }

    private sealed class Logger(RecordedTelemetry telemetry, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            telemetry._logs.Enqueue($"{category} scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(p => $"{p.Key}={p.Value}")) : "";
            telemetry._logs.Enqueue($"{category} {formatter(state, exception)} {values} {exception}");
        }
    }
}
