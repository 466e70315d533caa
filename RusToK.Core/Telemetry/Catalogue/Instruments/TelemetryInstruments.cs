namespace RusToK.Core.Telemetry.Catalogue.Instruments;

/// <summary>Telemetry about telemetry.</summary>
public static class TelemetryInstruments
{
    public const string Traces = "traces";
    public const string Metrics = "metrics";
    public const string Logs = "logs";

    /// <summary>The queue in front of a backend had no room.</summary>
    public const string QueueFull = "queue_full";

    /// <summary>A backend did not take a batch, for as long as it was tried.</summary>
    public const string ExportFailed = "export_failed";

    /// <summary>A span that waited for the end of its trace found no room, so nobody knows whether it mattered.</summary>
    public const string TailBufferFull = "tail_buffer_full";

    public static readonly MetricDefinition Dropped = new(
        TelemetrySources.TelemetryMeter, "rustok.telemetry.dropped", InstrumentKind.Counter, "{item}", "Spans, log records and metrics that were recorded and then lost, once for each backend that did not get them.")
    {
        Labels = [MetricLabel.Of(Attributes.Signal, Traces, Metrics, Logs), MetricLabel.Of(Attributes.Reason, QueueFull, ExportFailed, TailBufferFull)],
        FilledBy = "a backend of telemetry that is down",
    };
}
