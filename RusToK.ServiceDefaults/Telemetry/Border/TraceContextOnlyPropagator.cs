using System.Diagnostics;

namespace RusToK.ServiceDefaults.Telemetry.Border;

/// <summary>
/// W3C <c>traceparent</c>, and <c>tracestate</c> on the way out. Baggage crosses the border in neither direction: who the tenant and the user are
/// is decided inside, and is nobody's business outside. A caller's <c>tracestate</c> is up to half a kilobyte of what a stranger likes,
/// which would be kept in the log of every event and be sent on to every webhook.
/// </summary>
/// <param name="incoming">Whether the trace of a caller goes on here.</param>
internal sealed class TraceContextOnlyPropagator(IncomingTrace incoming) : DistributedContextPropagator
{
    private readonly DistributedContextPropagator _inner = CreateDefaultPropagator();

    public override IReadOnlyCollection<string> Fields { get; } = ["traceparent", "tracestate"];

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState)
    {
        (traceId, traceState) = (null, null);
        if (incoming == IncomingTrace.Continue)
            _inner.ExtractTraceIdAndState(carrier, getter, out traceId, out _);
        // With anything else for a parent, the server's span would be one that no tracer is told of.
        if (!ActivityContext.TryParse(traceId, null, out _))
            traceId = null;
    }

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (activity is null || setter is null)
            return;
        setter(carrier, "traceparent", activity.Id!);
        if (!string.IsNullOrEmpty(activity.TraceStateString))
            setter(carrier, "tracestate", activity.TraceStateString);
    }
}
