using RusToK.Core.Errors;

namespace RusToK.Core.Telemetry.Catalogue.Instruments;

/// <summary>Operations of the GraphQL server.</summary>
public static class GraphQLInstruments
{
    public static readonly MetricDefinition OperationDuration = new(
        TelemetrySources.GraphQLMeter, "rustok.graphql.operation.duration", InstrumentKind.Histogram, "s",
        "Duration of GraphQL operations, from the parsed request to the executed result.")
    {
        Labels =
        [
            MetricLabel.Of(Attributes.GraphQLOperationType, "query", "mutation", "subscription", "unknown"),
            MetricLabel.BoundedBy(Attributes.GraphQLOperationName, "the names of registered operations; `adhoc` for all others"),
            MetricLabel.Of(Attributes.OutcomeLabel, "ok", "refused", "failed", "cancelled"),
        ],
        Buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10, 30],
    };

    public static readonly MetricDefinition Errors = new(
        TelemetrySources.GraphQLMeter, "rustok.graphql.errors", InstrumentKind.Counter, "{error}", "Errors in GraphQL responses by code.")
    {
        Labels = [MetricLabel.Of(Attributes.Code, [.. Enum.GetValues<ErrorCode>().Select(code => code.ToWire())])],
        FilledBy = "an operation that is refused or fails",
    };
}
