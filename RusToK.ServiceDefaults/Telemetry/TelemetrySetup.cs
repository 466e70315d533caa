using System.Diagnostics;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using RusToK.Core.Telemetry;

namespace RusToK.ServiceDefaults.Telemetry;

/// <summary>
/// The one place that knows the OpenTelemetry SDK. Everything is configured by OpenTelemetry's own environment variables; without
/// an endpoint nothing is exported but <c>/metrics</c>.
/// </summary>
internal static class TelemetrySetup
{
    public static void AddTelemetry(this IHostApplicationBuilder builder, string serviceName)
    {
        // Trace context crosses the border, baggage does not: tenant and user are never taken from outside.
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        DistributedContextPropagator.Current = new TraceContextOnlyPropagator();
        // The server takes it from here, where the host has put the one that was current before.
        builder.Services.AddSingleton(DistributedContextPropagator.Current);
        ExceptionText.UseForSpans();

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = false;
            logging.AddProcessor(new LogRecordProcessor());
        });
        foreach (var chatty in ChattyCategories)
            builder.Logging.AddFilter(chatty, LogLevel.Warning);
        if (builder.Environment.IsProduction())
            builder.Logging.AddJsonLines();
        else
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService(
                    serviceName,
                    serviceNamespace: "rustok",
                    serviceVersion: Version,
                    autoGenerateServiceInstanceId: true)
                .AddAttributes(ProcessAttributes(builder.Environment))
                .AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing
                .AddSource([.. TelemetrySources.ActivitySourceNames])
                .AddNpgsql()
                .AddAspNetCoreInstrumentation(http => http.Filter = IsTraced)
                .AddHttpClientInstrumentation()
                .AddProcessor(new TenantSpanProcessor())
                .AddProcessor(new RequestSpanProcessor()))
            .WithMetrics(metrics => metrics
                .AddMeter([.. TelemetrySources.MeterNames])
                .AddMeter("Npgsql", "Polly")
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .SetExemplarFilter(ExemplarFilterType.TraceBased)
                .AddPrometheusExporter());

        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            // A backend that refuses a batch for the moment gets it again, instead of never.
            builder.Configuration["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] ??= "in_memory";
            telemetry.UseOtlpExporter();
            builder.Services.AddHostedService<TelemetryFlush>();
        }
    }

    /// <summary>The console of production; see <see cref="JsonLineFormatter"/>.</summary>
    internal static void AddJsonLines(this ILoggingBuilder logging)
    {
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.AddConsoleFormatter<JsonLineFormatter, ConsoleFormatterOptions>();
        logging.AddConsole(console => console.FormatterName = JsonLineFormatter.FormatterName);
    }

    /// <summary>One line a statement or request: spans say the same, with their context.</summary>
    private static readonly string[] ChattyCategories =
        ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Npgsql", "System.Net.Http", "Polly", "ZiggyCreatures"];

    private static readonly PathString[] UntracedPaths = ["/health", "/metrics", "/graphiql"];

    private static string Version =>
        typeof(TelemetrySetup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    private static IEnumerable<KeyValuePair<string, object>> ProcessAttributes(IHostEnvironment environment) =>
    [
        new("deployment.environment.name", environment.EnvironmentName.ToLowerInvariant()),
        new("host.name", Environment.MachineName),
        new("process.pid", (long)Environment.ProcessId),
        new("process.runtime.name", ".NET"),
        new("process.runtime.version", Environment.Version.ToString()),
    ];

    /// <summary>Probes and scrapes come every few seconds, a page's own files by the dozen; neither says anything about users.</summary>
    private static bool IsTraced(HttpContext context) => !UntracedPaths.Any(path => context.Request.Path.StartsWithSegments(path));
}
