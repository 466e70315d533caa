using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using RusToK.ServiceDefaults;

namespace RusToK.Benchmarks.Telemetry.Layers;

/// <summary>The telemetry of a process of the product, as <c>AddServiceDefaults</c> sets it up, listening until it is disposed of.</summary>
internal sealed class Listeners : IDisposable
{
    private readonly IHost _host;

    /// <param name="state">What it is told by variables.</param>
    /// <param name="backend">Where it exports to.</param>
    public Listeners(TelemetryState state, Uri backend)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
        [
            .. state.Settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)),
            KeyValuePair.Create("OTEL_EXPORTER_OTLP_ENDPOINT", (string?)backend.ToString()),
            // Lines on a console cost what the console costs.
            KeyValuePair.Create("Logging:Console:LogLevel:Default", (string?)"None"),
            KeyValuePair.Create("Logging:LogLevel:Default", (string?)"Information"),
        ]);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.AddServiceDefaults("rustok-bench");
        _host = builder.Build();
        // The host is not started: it would bring the caches' connections and more.
        _host.Services.GetService<TracerProvider>();
        _host.Services.GetService<MeterProvider>();
        Logger = _host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("RusToK.Benchmarks");
    }

    public ILogger Logger { get; }

    public void Dispose() => _host.Dispose();
}
