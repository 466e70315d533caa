using System.Diagnostics.Metrics;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.ServiceDefaults.Telemetry;

/// <summary>Counts what telemetry loses of itself.</summary>
internal static class Losses
{
    private static readonly Counter<long> Dropped = TelemetryInstruments.Dropped.CreateCounter<long>();

    private static readonly (string Signal, string Reason)[] Known =
    [
        (TelemetryInstruments.Traces, TelemetryInstruments.QueueFull),
        (TelemetryInstruments.Traces, TelemetryInstruments.ExportFailed),
        (TelemetryInstruments.Traces, TelemetryInstruments.TailBufferFull),
        (TelemetryInstruments.Logs, TelemetryInstruments.QueueFull),
        (TelemetryInstruments.Logs, TelemetryInstruments.ExportFailed),
        (TelemetryInstruments.Metrics, TelemetryInstruments.ExportFailed),
    ];

    /// <summary>Brings every series into being, so that the first loss is seen as an increase.</summary>
    public static void Initialize()
    {
        foreach (var (signal, reason) in Known)
            Add(signal, reason, 0);
    }

    public static void Add(string signal, string reason, long count) =>
        Dropped.Add(count, new KeyValuePair<string, object?>(Attributes.Signal, signal), new KeyValuePair<string, object?>(Attributes.Reason, reason));
}
