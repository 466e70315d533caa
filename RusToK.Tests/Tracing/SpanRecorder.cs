using System.Collections.Concurrent;
using System.Diagnostics;

namespace RusToK.Tests.Tracing;

/// <summary>Records the spans of this process while it is there, so that a trace can be looked at without a backend.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<RecordedSpan> _ended = new();
    private readonly ActivityListener _listener;

    /// <param name="service">Stands where a backend shows the service.</param>
    /// <param name="sources">Names of the activity sources to record.</param>
    public SpanRecorder(string service, params string[] sources)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name),
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => _ended.Enqueue(RecordedSpan.From(span, service)),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>What has ended of a trace.</summary>
    public SpanTree Trace(ActivityTraceId traceId) => new(_ended.Where(s => s.TraceId == traceId.ToHexString()));

    public void Dispose() => _listener.Dispose();
}
