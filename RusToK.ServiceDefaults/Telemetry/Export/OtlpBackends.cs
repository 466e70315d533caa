using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;

namespace RusToK.ServiceDefaults.Telemetry.Export;

/// <summary>Every backend that is sent to.</summary>
internal sealed class OtlpBackends(IConfiguration configuration, IOptions<ExportOptions> options)
{
    /// <summary>How each of them takes a signal, of those that do.</summary>
    public IReadOnlyList<OtlpExporterOptions> Of(Signals signal)
    {
        // Also checks the variables.
        var more = options.Value.Backends;
        var backends = new List<OtlpExporterOptions>();
        if (OtlpVariables.Read(configuration, signal) is { } first)
            backends.Add(first);
        backends.AddRange(more.Where(b => b.Signals.HasFlag(signal)).Select(b => new OtlpExporterOptions
        {
            Protocol = b.Protocol,
            Endpoint = OtlpVariables.AddressOf(b.Endpoint!, b.Protocol, signal),
            Headers = b.Headers ?? string.Empty,
        }));
        return backends;
    }
}
