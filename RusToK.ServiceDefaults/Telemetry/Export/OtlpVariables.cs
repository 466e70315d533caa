using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace RusToK.ServiceDefaults.Telemetry.Export;

/// <summary>
/// OpenTelemetry's own variables of its OTLP exporter (specification "OpenTelemetry Protocol Exporter"), each in its form for one signal
/// and in its general form, read from the configuration, which includes the environment.
/// </summary>
internal static class OtlpVariables
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";

    /// <summary>Every variable that can hold an address.</summary>
    public static readonly string[] EndpointKeys =
        [Prefix + "ENDPOINT", Prefix + "TRACES_ENDPOINT", Prefix + "METRICS_ENDPOINT", Prefix + "LOGS_ENDPOINT"];

    /// <summary>The backend a signal is sent to; null when none is named.</summary>
    public static OtlpExporterOptions? Read(IConfiguration configuration, Signals signal)
    {
        var own = Text("ENDPOINT", ownOnly: true);
        if ((own ?? Text("ENDPOINT")) is not { } endpoint)
            return null;
        var protocol = Text("PROTOCOL")?.ToUpperInvariant() is "HTTP/PROTOBUF" ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        var options = new OtlpExporterOptions
        {
            Protocol = protocol,
            // An address of one signal is taken as it is.
            Endpoint = own is null ? AddressOf(new Uri(endpoint), protocol, signal) : new Uri(own),
            Headers = Text("HEADERS"),
        };
        if (int.TryParse(Text("TIMEOUT"), NumberStyles.None, CultureInfo.InvariantCulture, out var timeout))
            options.TimeoutMilliseconds = timeout;
        if (Text("COMPRESSION")?.ToUpperInvariant() is "GZIP")
            options.Compression = OtlpExportCompression.GZip;
        return options;

        string? Text(string name, bool ownOnly = false)
        {
            var ownText = configuration[$"{Prefix}{signal.ToString().ToUpperInvariant()}_{name}"];
            var text = !string.IsNullOrWhiteSpace(ownText) || ownOnly ? ownText : configuration[Prefix + name];
            return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        }
    }

    /// <summary>Whether sums are sent since the start of the process or since the last time.</summary>
    public static MetricReaderTemporalityPreference Temporality(IConfiguration configuration) =>
        configuration[Prefix + "METRICS_TEMPORALITY_PREFERENCE"]?.ToUpperInvariant() switch
        {
            "DELTA" => MetricReaderTemporalityPreference.Delta,
            "LOWMEMORY" => MetricReaderTemporalityPreference.LowMemory,
            _ => MetricReaderTemporalityPreference.Cumulative,
        };

    /// <summary>Where a signal goes at a backend.</summary>
    public static Uri AddressOf(Uri endpoint, OtlpExportProtocol protocol, Signals signal) => protocol == OtlpExportProtocol.Grpc
        ? endpoint
        : new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/v1/{signal.ToString().ToLowerInvariant()}");
}
