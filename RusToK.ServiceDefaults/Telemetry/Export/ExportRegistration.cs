using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using RusToK.ServiceDefaults.Telemetry.Sampling;

namespace RusToK.ServiceDefaults.Telemetry.Export;

internal static class ExportRegistration
{
    private const string RetryKey = "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY";

    /// <summary>Sends every signal to every backend that takes it. A backend that is dead costs nobody anything (ADR 0084).</summary>
    public static IServiceCollection AddExport(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ExportOptions>().BindConfiguration("Telemetry").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ExportOptions>, ExportOptionsValidator>());
        services.AddSingleton<OtlpBackends>();
        services.AddHostedService<TelemetryFlush>();

        // A backend that refuses a batch for the moment gets it again, instead of never. The exporters look for it in the environment only.
        if (Environment.GetEnvironmentVariable(RetryKey) is null)
            Environment.SetEnvironmentVariable(RetryKey, configuration[RetryKey] ?? "in_memory");

        services.ConfigureOpenTelemetryTracerProvider((provider, tracing) =>
        {
            var options = provider.GetRequiredService<IOptionsMonitor<BatchExportActivityProcessorOptions>>().CurrentValue;
            if (Exporters(provider, Signals.Traces, b => SpanQueue.To(new OtlpTraceExporter(b), options)) is { Count: > 0 } queues)
                tracing.AddProcessor(provider.InFrontOf(queues));
        });
        services.ConfigureOpenTelemetryLoggerProvider((provider, logging) =>
        {
            var options = provider.GetRequiredService<IOptionsMonitor<BatchExportLogRecordProcessorOptions>>().CurrentValue;
            foreach (var queue in Exporters(provider, Signals.Logs, b => LogQueue.To(new OtlpLogExporter(b), options)))
                logging.AddProcessor(queue);
        });
        services.ConfigureOpenTelemetryMeterProvider((provider, metrics) =>
        {
            var options = provider.GetRequiredService<IOptionsMonitor<PeriodicExportingMetricReaderOptions>>().CurrentValue;
            foreach (var reader in Exporters(provider, Signals.Metrics, ReaderFor))
                metrics.AddReader(reader);

            PeriodicExportingMetricReader ReaderFor(OtlpExporterOptions backend) =>
                new(new CountedMetricExporter(backend), options.ExportIntervalMilliseconds ?? 60_000, options.ExportTimeoutMilliseconds ?? 30_000)
                {
                    TemporalityPreference = OtlpVariables.Temporality(configuration),
                };
        });
        return services;
    }

    private static List<T> Exporters<T>(IServiceProvider provider, Signals signal, Func<OtlpExporterOptions, T> create) =>
        [.. provider.GetRequiredService<OtlpBackends>().Of(signal).Select(create)];
}
