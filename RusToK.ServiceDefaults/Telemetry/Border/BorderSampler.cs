using System.Diagnostics;
using OpenTelemetry.Trace;

namespace RusToK.ServiceDefaults.Telemetry.Border;

/// <summary>
/// Decides where a trace enters this system, and follows its own decision from there on: through spans, and through the events that carry
/// it to the Worker. What callers from outside decided for themselves, or chose as an id, neither forces nor forbids anything (ADR 0085).
/// </summary>
/// <param name="ratio">The part of the traces that is sampled, 0 to 1.</param>
/// <param name="otherwise">What becomes of the spans of the others.</param>
internal sealed class BorderSampler(double ratio, SamplingDecision otherwise) : Sampler
{
    private static readonly SamplingResult Sampled = new(SamplingDecision.RecordAndSample);
    private static readonly SamplingResult Dropped = new(SamplingDecision.Drop);
    private readonly SamplingResult _otherwise = new(otherwise);
    private readonly TraceIdRatioBasedSampler _ownIds = new(ratio);

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var parent = samplingParameters.ParentContext;
        if (parent.TraceId == default)
            return ratio >= 1 || _ownIds.ShouldSample(samplingParameters).Decision == SamplingDecision.RecordAndSample ? Sampled : _otherwise;
        if (parent.IsRemote && samplingParameters.Kind == ActivityKind.Server)
            return ratio >= 1 || IsDrawn(samplingParameters.TraceId) ? Sampled : _otherwise;
        if ((parent.TraceFlags & ActivityTraceFlags.Recorded) != 0)
            return Sampled;
        // Below what a filter has switched off, such as a probe, there is nothing to see.
        return Activity.Current is { IsAllDataRequested: false } current && current.SpanId == parent.SpanId ? Dropped : _otherwise;
    }

    /// <summary>By a hash that differs from process to process, so that nobody can choose an id that is always sampled.</summary>
    private bool IsDrawn(ActivityTraceId traceId) =>
        (uint)string.GetHashCode(traceId.ToHexString(), StringComparison.Ordinal) < ratio * uint.MaxValue;
}
