using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.ServiceDefaults.Telemetry.Export;

/// <summary>Sends metrics; a failed batch is counted, although the next one says more than it would have said: sums are cumulative.</summary>
internal sealed class CountedMetricExporter(OtlpExporterOptions options) : OtlpMetricExporter(options)
{
    public override ExportResult Export(in Batch<Metric> metrics)
    {
        var result = base.Export(metrics);
        if (result != ExportResult.Success)
            Losses.Add(TelemetryInstruments.Metrics, TelemetryInstruments.ExportFailed, metrics.Count);
        return result;
    }
}
