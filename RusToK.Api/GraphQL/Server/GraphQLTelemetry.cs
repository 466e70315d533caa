using System.Diagnostics;
using System.Diagnostics.Metrics;
using RusToK.Core.Errors;
using RusToK.Core.Telemetry;

namespace RusToK.Api.GraphQL.Server;

/// <summary>Names and instruments of the GraphQL server's spans and metrics.</summary>
internal static class GraphQLTelemetry
{
    public const string Name = TelemetrySources.GraphQLName;

    public const string OperationDuration = "rustok.graphql.operation.duration";
    public const string ErrorCount = "rustok.graphql.errors";

    public const string OperationName = "graphql.operation.name";
    public const string OperationType = "graphql.operation.type";
    public const string DocumentHash = "graphql.document.hash";
    public const string FieldPath = "graphql.field.path";
    public const string Complexity = "rustok.graphql.complexity";
    public const string Errors = "rustok.graphql.errors";
    public const string LoaderName = "rustok.loader.name";
    public const string LoaderBatchSize = "rustok.loader.batch_size";
    public const string Outcome = "outcome";
    public const string Code = "code";

    public const string OperationSpan = "operation";
    public const string LoaderSpan = "load";

    public const string Ok = "ok";
    public const string Refused = "refused";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    /// <summary>The type of operations whose document could not be read.</summary>
    public const string UnknownOperation = "unknown";

    /// <summary>The operation name of documents that are not registered, so that clients cannot create series.</summary>
    public const string AdhocOperation = "adhoc";

    public static readonly ActivitySource Source = TelemetrySources.GraphQL;

    private static readonly Histogram<double> Durations = TelemetrySources.GraphQLMeter.CreateHistogram(
        OperationDuration, "s", "Duration of GraphQL operations, from the parsed request to the executed result.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10, 30],
        });

    private static readonly Counter<long> ErrorsByCode = TelemetrySources.GraphQLMeter.CreateCounter<long>(
        ErrorCount, "{error}", "Errors in GraphQL responses by code.");

    /// <summary>Makes every code a series at zero, so that the first error is a step that a rate sees.</summary>
    public static void InitialiseCounters()
    {
        foreach (var code in Enum.GetValues<ErrorCode>())
            CountErrors(code, 0);
    }

    public static void CountErrors(ErrorCode code, int count) =>
        ErrorsByCode.Add(count, new KeyValuePair<string, object?>(Code, code.ToWire()));

    public static void RecordOperation(TimeSpan duration, string type, string? registeredName, string outcome) =>
        Durations.Record(
            duration.TotalSeconds,
            new KeyValuePair<string, object?>(OperationType, type),
            new KeyValuePair<string, object?>(OperationName, registeredName ?? AdhocOperation),
            new KeyValuePair<string, object?>(Outcome, outcome));

    /// <summary>
    /// Records a fault on a span. A refusal of the caller's request is not a fault (the command's own span tells of it), and neither is a
    /// caller who has gone.
    /// </summary>
    public static void Fail(this Activity? span, Exception exception)
    {
        if (span is null || exception is DomainException or OperationCanceledException)
            return;
        SpanFailures.Fail(span, exception);
    }
}
