using System.Diagnostics;
using System.Diagnostics.Metrics;
using RusToK.Core.Errors;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.Api.GraphQL.Server;

/// <summary>Names and instruments of the GraphQL server's spans and metrics.</summary>
internal static class GraphQLTelemetry
{
    public const string Name = TelemetrySources.GraphQLName;

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

    private static readonly Histogram<double> Durations = GraphQLInstruments.OperationDuration.CreateHistogram();

    private static readonly Counter<long> ErrorsByCode = GraphQLInstruments.Errors.CreateCounter<long>();

    /// <summary>Makes every code a series at zero, so that the first error is a step that a rate sees.</summary>
    public static void InitialiseCounters()
    {
        foreach (var code in Enum.GetValues<ErrorCode>())
            CountErrors(code, 0);
    }

    public static void CountErrors(ErrorCode code, int count) =>
        ErrorsByCode.Add(count, new KeyValuePair<string, object?>(Attributes.Code, code.ToWire()));

    public static void RecordOperation(TimeSpan duration, string type, string? registeredName, string outcome) =>
        Durations.Record(
            duration.TotalSeconds,
            new KeyValuePair<string, object?>(Attributes.GraphQLOperationType, type),
            new KeyValuePair<string, object?>(Attributes.GraphQLOperationName, registeredName ?? AdhocOperation),
            new KeyValuePair<string, object?>(Attributes.OutcomeLabel, outcome));

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
