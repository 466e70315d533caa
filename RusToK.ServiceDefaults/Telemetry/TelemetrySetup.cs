using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Npgsql;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using RusToK.Core.Telemetry;
using RusToK.ServiceDefaults.Telemetry.Border;
using RusToK.ServiceDefaults.Telemetry.Export;
using RusToK.ServiceDefaults.Telemetry.Sampling;
using RusToK.ServiceDefaults.Telemetry.Scrape;

namespace RusToK.ServiceDefaults.Telemetry;

/// <summary>
/// The one place that knows the OpenTelemetry SDK. Everything that OpenTelemetry has a variable for is configured by it; without a backend
/// nothing is exported but <c>/metrics</c>.
/// </summary>
internal static class TelemetrySetup
{
    public static void AddTelemetry(this IHostApplicationBuilder builder, string serviceName)
    {
        builder.Services.AddBorder().AddSampling().AddMetricsEndpoint(builder.Configuration);
        builder.Configuration.AddExemplars();
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

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService(
                    serviceName,
                    serviceNamespace: "rustok",
                    serviceVersion: Version,
                    autoGenerateServiceInstanceId: true)
                .AddAttributes(ProcessResource.Attributes(builder.Environment))
                .AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing
                .SetBorderSampler()
                .AddSource([.. TelemetrySources.ActivitySourceNames])
                .AddNpgsql()
                .AddAspNetCoreInstrumentation(http => http.Filter = IsTraced)
                .AddHttpClientInstrumentation()
                .AddProcessor(new TenantSpanProcessor())
                .AddProcessor(new RequestSpanProcessor()))
            .WithMetrics(metrics => metrics
                .AddMeter([.. TelemetrySources.MeterNames])
                .AddMeter("Npgsql", "Polly")
                .AddMeter(ServerMeters)
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter());
        // Last: what is exported is complete by then.
        builder.Services.AddExport(builder.Configuration);
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

    /// <summary>Those whose metrics somebody looks at. That of the memory pool, which nobody does, measures every buffer of every answer.</summary>
    private static readonly string[] ServerMeters = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Diagnostics"];

    private static readonly PathString[] UntracedPaths = ["/health", MetricsEndpoint.Path, "/graphiql"];

    private static string Version =>
        typeof(TelemetrySetup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>Probes and scrapes come every few seconds, a page's own files by the dozen; neither says anything about users.</summary>
    private static bool IsTraced(HttpContext context)
    {
        foreach (var path in UntracedPaths)
            if (context.Request.Path.StartsWithSegments(path))
                return false;
        return true;
    }
}
