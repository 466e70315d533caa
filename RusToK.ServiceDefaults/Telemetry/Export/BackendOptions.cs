using OpenTelemetry.Exporter;

namespace RusToK.ServiceDefaults.Telemetry.Export;

/// <summary>
/// An entry of the configuration list <c>Telemetry:Backends</c>: an OTLP backend beside the one that OpenTelemetry's own variables
/// (<c>OTEL_EXPORTER_OTLP_*</c>) name. For more than one the specification has no names.
/// </summary>
internal sealed class BackendOptions
{
    public const string Section = "Telemetry:Backends";

    /// <summary>Scheme, host and port; the path of each signal is added where the protocol has one.</summary>
    public Uri? Endpoint { get; set; }

    public OtlpExportProtocol Protocol { get; set; } = OtlpExportProtocol.Grpc;

    /// <summary><c>key=value</c>, by commas. Those of <c>OTEL_EXPORTER_OTLP_HEADERS</c> are secrets of another backend and never sent here.</summary>
    public string? Headers { get; set; }

    /// <summary>What is sent; one that stores traces only refuses the rest.</summary>
    public Signals Signals { get; set; } = Signals.All;
}
