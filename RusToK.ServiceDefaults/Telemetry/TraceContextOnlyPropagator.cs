using System.Diagnostics;

namespace RusToK.ServiceDefaults.Telemetry;

/// <summary>
/// W3C <c>traceparent</c> and <c>tracestate</c>, without baggage in either direction: who the tenant and the user are is decided
/// inside, and is nobody's business outside.
/// </summary>
internal sealed class TraceContextOnlyPropagator : DistributedContextPropagator
{
    private readonly DistributedContextPropagator _inner = CreateDefaultPropagator();

    public override IReadOnlyCollection<string> Fields { get; } = ["traceparent", "tracestate"];

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        _inner.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

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
