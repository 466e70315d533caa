using System.Collections.Concurrent;
using System.Diagnostics;
using RusToK.Core.Telemetry;

namespace RusToK.Tests.Faults;

/// <summary>How long spans of this process took, and which fault has struck them.</summary>
internal sealed class RecordedDurations : IDisposable
{
    private readonly ConcurrentQueue<(ActivityTraceId TraceId, RecordedDuration Span)> _ended = new();
    private readonly ActivityListener _listener;

    /// <param name="sources">Names of the activity sources to record.</param>
    public RecordedDurations(params string[] sources)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name),
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => _ended.Enqueue(
                (span.TraceId, new RecordedDuration(span.DisplayName, span.Duration, span.GetTagItem(Attributes.Fault) as string))),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>What has ended of a trace.</summary>
    public IReadOnlyList<RecordedDuration> Of(ActivityTraceId traceId) => [.. _ended.Where(e => e.TraceId == traceId).Select(e => e.Span)];

    public void Dispose() => _listener.Dispose();
}

/// <summary>A span that has ended.</summary>
internal sealed record RecordedDuration(string Name, TimeSpan Duration, string? Fault);
