using OpenTelemetry;
using OpenTelemetry.Logs;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.ServiceDefaults.Telemetry.Export;

/// <summary>Log records on their way to one backend: batched, bounded, and counted when there is no room.</summary>
internal sealed class LogQueue : BatchLogRecordExportProcessor
{
    private readonly QueueRoom _room;

    private LogQueue(BaseExporter<LogRecord> exporter, QueueRoom room, BatchExportProcessorOptions<LogRecord> options)
        : base(exporter, options.MaxQueueSize, options.ScheduledDelayMilliseconds, options.ExporterTimeoutMilliseconds, options.MaxExportBatchSize) =>
        _room = room;

    /// <param name="exporter">Sends to the backend.</param>
    /// <param name="options">OpenTelemetry's own <c>OTEL_BLRP_*</c>.</param>
    public static BaseProcessor<LogRecord> To(BaseExporter<LogRecord> exporter, BatchExportLogRecordProcessorOptions options)
    {
        var room = new QueueRoom(options.MaxQueueSize);
        return new CompositeProcessor<LogRecord>(
            [new LogQueue(new CountedExporter<LogRecord>(TelemetryInstruments.Logs, exporter, room), room, options), new ExporterHome<LogRecord>(exporter)]);
    }

    public override void OnEnd(LogRecord data)
    {
        if (_room.TryEnter())
            base.OnEnd(data);
        else
            Losses.Add(TelemetryInstruments.Logs, TelemetryInstruments.QueueFull, 1);
    }
}
