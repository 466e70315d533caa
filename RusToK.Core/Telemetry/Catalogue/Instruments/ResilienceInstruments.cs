namespace RusToK.Core.Telemetry.Catalogue.Instruments;

/// <summary>What is refused, so that the rest goes on.</summary>
public static class ResilienceInstruments
{
    private static readonly string[] BreakerStates = ["closed", "open", "half_open"];

    private static readonly MetricLabel Dependency = MetricLabel.Of(Attributes.Dependency, "postgresql", "redis", "http");

    public static readonly MetricDefinition BreakerState = new(
        TelemetrySources.ResilienceMeter, "rustok.circuit_breaker.state", InstrumentKind.Gauge, "{state}",
        "State of a circuit breaker: 0 closed, 1 open, 2 half-open.")
    {
        Labels = [Dependency],
    };

    public static readonly MetricDefinition BreakerTransitions = new(
        TelemetrySources.ResilienceMeter, "rustok.circuit_breaker.transitions", InstrumentKind.Counter, "{transition}",
        "Changes of a circuit breaker's state.")
    {
        Labels = [Dependency, MetricLabel.Of(Attributes.From, BreakerStates), MetricLabel.Of(Attributes.To, BreakerStates)],
        FilledBy = "a dependency that does not answer",
    };

    public static readonly MetricDefinition RateLimitRejections = new(
        TelemetrySources.ResilienceMeter, "rustok.rate_limit.rejections", InstrumentKind.Counter, "{request}",
        "Requests that were one too many of their tenant or address.")
    {
        Labels = [MetricLabel.Of(Attributes.Scope, "tenant", "address")],
        FilledBy = "a client that asks too often",
    };

    public static readonly MetricDefinition OverloadRejections = new(
        TelemetrySources.ResilienceMeter, "rustok.overload.rejections", InstrumentKind.Counter, "{request}",
        "Requests that a process of the API had no time for; nothing was done for them.")
    {
        FilledBy = "more requests than the processors can serve",
    };

    public static readonly MetricDefinition OverloadQueueDelay = new(
        TelemetrySources.ResilienceMeter, "rustok.overload.queue.delay", InstrumentKind.Histogram, "s",
        "How long work waits for a thread of the pool, measured many times a second; requests are refused to keep it down.")
    {
        Buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    };
}
