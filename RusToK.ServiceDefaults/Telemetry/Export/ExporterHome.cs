using OpenTelemetry;

namespace RusToK.ServiceDefaults.Telemetry.Export;

/// <summary>
/// A place in the pipeline for an exporter that another one wraps. It is given nothing to export here; but it learns of its provider, and so
/// of the resource, which the SDK tells to exporters of processors only.
/// </summary>
internal sealed class ExporterHome<T>(BaseExporter<T> exporter) : BaseExportProcessor<T>(exporter)
    where T : class
{
    public override void OnEnd(T data)
    {
    }

    protected override void OnExport(T data)
    {
    }

    /// <summary>Whoever wraps the exporter ends it, after its last batch.</summary>
    protected override bool OnShutdown(int timeoutMilliseconds) => true;
}
