using OpenTelemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.ServiceDefaults.Telemetry.Export;

/// <summary>An exporter whose failed batches are counted.</summary>
/// <param name="signal">As in <see cref="TelemetryInstruments"/>.</param>
/// <param name="exporter">Sends; disposed of by its <see cref="ExporterHome{T}"/>.</param>
/// <param name="room">What the batch leaves when it is settled what became of it.</param>
internal sealed class CountedExporter<T>(string signal, BaseExporter<T> exporter, QueueRoom room) : BaseExporter<T>
    where T : class
{
    public override ExportResult Export(in Batch<T> batch)
    {
        var result = ExportResult.Failure;
        try
        {
            result = exporter.Export(batch);
        }
        finally
        {
            room.Leave(batch.Count);
            if (result != ExportResult.Success)
                Losses.Add(signal, TelemetryInstruments.ExportFailed, batch.Count);
        }

        return result;
    }

    protected override bool OnForceFlush(int timeoutMilliseconds) => exporter.ForceFlush(timeoutMilliseconds);

    protected override bool OnShutdown(int timeoutMilliseconds) => exporter.Shutdown(timeoutMilliseconds);
}
