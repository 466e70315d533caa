using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.ServiceDefaults.Telemetry.Sampling;

/// <summary>
/// In front of the exporters. Sampled spans pass; the others wait until it is known what became of their local trace, and pass if it failed
/// or was slow (ADR 0083). A failure decides at once, slowness as soon as the bound has passed, so only the spans of young traces wait.
/// </summary>
internal sealed class TailProcessor : CompositeProcessor<Activity>
{
    private const string Error = "error";
    private const string Slow = "slow";
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<ActivityTraceId, LocalTrace> _traces = new();
    private readonly TailOptions _options;
    private readonly TimeProvider _clock;
    private readonly ITimer _sweep;
    private int _followed;
    private int _waiting;

    /// <param name="exporters">What the spans that are kept are handed to.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="clock">Of the spans' times.</param>
    public TailProcessor(IEnumerable<BaseProcessor<Activity>> exporters, TailOptions options, TimeProvider clock)
        : base(exporters)
    {
        (_options, _clock) = (options, clock);
        _sweep = clock.CreateTimer(_ => Sweep(), null, Interval, Interval);
    }

    /// <summary>Spans that wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Traces that are followed.</summary>
    public int Followed => Volatile.Read(ref _followed);

    public override void OnStart(Activity data)
    {
        if (data.Recorded || data.Parent is not null)
            return;
        while (true)
        {
            if (!_traces.TryGetValue(data.TraceId, out var trace))
            {
                if (Followed >= _options.MaxSpans)
                    return;
                trace = new LocalTrace(data) { Open = 1 };
                if (!_traces.TryAdd(data.TraceId, trace))
                    continue;
                Interlocked.Increment(ref _followed);
                return;
            }

            lock (trace)
            {
                if (trace.IsForgotten)
                    continue;
                trace.Open++;
                return;
            }
        }
    }

    public override void OnEnd(Activity data)
    {
        if (data.Recorded)
        {
            base.OnEnd(data);
            return;
        }

        while (_traces.TryGetValue(data.TraceId, out var trace))
        {
            lock (trace)
            {
                if (trace.IsForgotten)
                    continue;
                Take(trace, data);
                return;
            }
        }

        // Its root has ended long ago, or found no room.
        if (ReasonToKeep(data, data.StartTimeUtc) is { } reason)
            Export(data, reason);
        else if (Followed >= _options.MaxSpans)
            Losses.Add(TelemetryInstruments.Traces, TelemetryInstruments.TailBufferFull, 1);
    }

    /// <summary>Decides what time decides. Called by a timer.</summary>
    public void Sweep()
    {
        var now = _clock.GetUtcNow();
        foreach (var (_, trace) in _traces)
        {
            lock (trace)
            {
                if (trace.IsForgotten)
                    continue;
                var age = now - trace.Root.StartTimeUtc;
                // A filter of the instrumentation has switched its root off: its end is not told.
                var isOff = !trace.Root.IsAllDataRequested;
                if (trace.Open > 0 && age >= _options.Latency && trace.Kept is null && !isOff)
                    Keep(trace, Slow);
                var isPast = trace.Open == 0
                    ? now >= trace.Until
                    : isOff || (age > _options.Window && Followed > _options.MaxSpans / 2);
                if (isPast)
                    Forget(trace);
            }
        }
    }

    protected override bool OnForceFlush(int timeoutMilliseconds)
    {
        Sweep();
        return base.OnForceFlush(timeoutMilliseconds);
    }

    protected override bool OnShutdown(int timeoutMilliseconds)
    {
        _sweep.Dispose();
        Sweep();
        return base.OnShutdown(timeoutMilliseconds);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _sweep.Dispose();
        base.Dispose(disposing);
    }

    private static bool HasFailed(Activity span) =>
        span.Status == ActivityStatusCode.Error
        || (span.Kind == ActivityKind.Server && span.GetTagItem(Attributes.HttpStatus) is int and >= 500);

    private void Take(LocalTrace trace, Activity span)
    {
        var isRoot = span.Parent is null;
        if (isRoot && trace.Open > 0)
            trace.Open--;
        if (trace.Kept is null && (isRoot ? ReasonToKeep(span, trace.Root.StartTimeUtc) : HasFailed(span) ? Error : null) is { } reason)
            Keep(trace, reason);

        if (trace.Kept is { } kept)
            Export(span, kept);
        else if (trace.Open > 0)
            Wait(trace, span);
        if (trace.Open > 0)
            return;
        if (trace.Kept is null)
            Forget(trace);
        else
            trace.Until = _clock.GetUtcNow() + _options.Window;
    }

    private string? ReasonToKeep(Activity span, DateTime startedAt) =>
        HasFailed(span) ? Error : span.StartTimeUtc + span.Duration - startedAt >= _options.Latency ? Slow : null;

    private void Wait(LocalTrace trace, Activity span)
    {
        if (Interlocked.Increment(ref _waiting) > _options.MaxSpans)
        {
            Interlocked.Decrement(ref _waiting);
            Losses.Add(TelemetryInstruments.Traces, TelemetryInstruments.TailBufferFull, 1);
            return;
        }

        trace.Waiting.Add(span);
    }

    private void Keep(LocalTrace trace, string reason)
    {
        trace.Kept = reason;
        foreach (var span in trace.Waiting)
            Export(span, reason);
        Release(trace);
    }

    private void Forget(LocalTrace trace)
    {
        trace.IsForgotten = true;
        Release(trace);
        if (_traces.TryRemove(trace.Root.TraceId, out _))
            Interlocked.Decrement(ref _followed);
    }

    private void Release(LocalTrace trace)
    {
        Interlocked.Add(ref _waiting, -trace.Waiting.Count);
        trace.Waiting.Clear();
        trace.Waiting.TrimExcess();
    }

    private void Export(Activity span, string reason)
    {
        if (span.Parent is null)
            span.SetTag(Attributes.SamplingKept, reason);
        // What exporters go by.
        span.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        base.OnEnd(span);
    }
}
