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
}
