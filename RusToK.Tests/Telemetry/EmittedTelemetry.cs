using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;
using OpenTelemetry.Logs;
using RusToK.Core.Telemetry;
using RusToK.ServiceDefaults.Telemetry;

namespace RusToK.Tests.Telemetry;

/// <summary>
/// What leaves this process as telemetry while it lives: spans of the sources that are exported, names and labels of all metrics, and the log
/// records of the hosts it is given to, both as the console of production prints them and as OTLP gets them.
/// </summary>
internal sealed class EmittedTelemetry : ILoggerProvider
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentQueue<string> _records = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentDictionary<string, bool> _series = new();
    private readonly ActivityListener _spanListener;
    private readonly MeterListener _meterListener = new();
    private readonly JsonLineFormatter _formatter = new(TimeProvider.System);
    private readonly ServiceProvider _export;
    private readonly ILoggerProvider _exported;

    public EmittedTelemetry()
    {
        ExceptionText.UseForSpans();
        _spanListener = new ActivityListener
        {
            ShouldListenTo = static source =>
                TelemetrySources.ActivitySourceNames.Contains(source.Name) || source.Name is "Npgsql" or "Microsoft.AspNetCore" or "System.Net.Http",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            // Read at the end: processors add to a span when it ends.
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_spanListener);
        _meterListener.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meterListener.SetMeasurementEventCallback<long>((i, _, tags, _) => Measured(i, tags));
        _meterListener.SetMeasurementEventCallback<int>((i, _, tags, _) => Measured(i, tags));
        _meterListener.SetMeasurementEventCallback<double>((i, _, tags, _) => Measured(i, tags));
        _meterListener.Start();
        _export = new ServiceCollection()
            .AddLogging(logging => logging.AddOpenTelemetry(options =>
            {
                options.IncludeFormattedMessage = true;
                options.AddProcessor(new LogRecordProcessor()).AddProcessor(new Recorder(_records));
            }))
            .BuildServiceProvider();
        _exported = _export.GetServices<ILoggerProvider>().Single();
    }

    public int SpanCount => Spans().Count();

    /// <summary>Lines of the console and records of OTLP.</summary>
    public int RecordCount => _lines.Count + _records.Count;

    public int SeriesCount => _series.Count;

    /// <summary>What the console of production has printed.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Everything, each with what it is.</summary>
    public IEnumerable<string> Everything()
    {
        _meterListener.RecordObservableInstruments();
        return Spans().Select(s => $"span {Describe(s)}").Concat(_lines.Select(l => $"console {l}")).Concat(_records.Select(r => $"record {r}"))
            .Concat(_series.Keys.Select(s => $"series {s}"));
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName, _exported.CreateLogger(categoryName));

    public void Dispose()
    {
        _spanListener.Dispose();
        _meterListener.Dispose();
        _export.Dispose();
    }

    /// <summary>Without those of the test itself: what it asked as a client, and what its receivers of webhooks were asked by the product.</summary>
    private IEnumerable<Activity> Spans() => _spans.Where(s =>
        !(s.Source.Name == "System.Net.Http" && s.Parent is null)
        && !(s.Source.Name == "Microsoft.AspNetCore" && s.GetTagItem("url.path") is string path && path.StartsWith("/hook", StringComparison.Ordinal)));

    private static string Describe(Activity span)
    {
        var text = new StringBuilder().Append(span.Source.Name).Append(' ').Append(span.OperationName).Append(' ').Append(span.DisplayName).Append(' ').Append(span.StatusDescription);
        Append(text, span.TagObjects);
        foreach (var (key, value) in span.Baggage)
            text.Append(' ').Append(key).Append('=').Append(value);
        foreach (var @event in span.Events)
            Append(text.Append(' ').Append(@event.Name), @event.Tags);
        foreach (var link in span.Links)
            Append(text.Append(" link"), link.Tags ?? []);
        return text.ToString();
    }

    private static StringBuilder Append(StringBuilder text, IEnumerable<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, value) in tags)
            text.Append(' ').Append(key).Append('=').Append(value is Array all ? string.Join(',', all.Cast<object>()) : value);
        return text;
    }

    private void Measured(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder(instrument.Name);
        foreach (var (key, value) in tags)
            text.Append(' ').Append(key).Append('=').Append(value);
        _series.TryAdd(text.ToString(), true);
    }

    /// <summary>Stands where the exporter does.</summary>
    private sealed class Recorder(ConcurrentQueue<string> records) : BaseProcessor<LogRecord>
    {
        public override void OnEnd(LogRecord data)
        {
            var text = new StringBuilder(data.CategoryName).Append(' ').Append(data.EventId).Append(' ').Append(data.FormattedMessage).Append(' ').Append(data.Body);
            records.Enqueue(Append(text, data.Attributes ?? []).Append(' ').Append(data.Exception).ToString());
        }
    }

    private sealed class Logger(EmittedTelemetry telemetry, string category, ILogger exported) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => exported.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var line = new StringWriter();
            telemetry._formatter.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), null, line);
            telemetry._lines.Enqueue(line.ToString());
            exported.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
