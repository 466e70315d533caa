using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.ServiceDefaults.Telemetry.Export;

/// <summary>Spans on their way to one backend: batched, bounded, and counted when there is no room.</summary>
internal sealed class SpanQueue : BatchActivityExportProcessor
{
    private readonly QueueRoom _room;

    private SpanQueue(BaseExporter<Activity> exporter, QueueRoom room, BatchExportProcessorOptions<Activity> options)
        : base(exporter, options.MaxQueueSize, options.ScheduledDelayMilliseconds, options.ExporterTimeoutMilliseconds, options.MaxExportBatchSize) =>
        _room = room;

    /// <param name="exporter">Sends to the backend.</param>
    /// <param name="options">OpenTelemetry's own <c>OTEL_BSP_*</c>.</param>
    public static BaseProcessor<Activity> To(BaseExporter<Activity> exporter, BatchExportActivityProcessorOptions options)
    {
        var room = new QueueRoom(options.MaxQueueSize);
        return new CompositeProcessor<Activity>(
            [new SpanQueue(new CountedExporter<Activity>(TelemetryInstruments.Traces, exporter, room), room, options), new ExporterHome<Activity>(exporter)]);
    }

    public override void OnEnd(Activity data)
    {
        if (!data.Recorded)
            return;
        if (_room.TryEnter())
            base.OnEnd(data);
        else
            Losses.Add(TelemetryInstruments.Traces, TelemetryInstruments.QueueFull, 1);
    }
}
