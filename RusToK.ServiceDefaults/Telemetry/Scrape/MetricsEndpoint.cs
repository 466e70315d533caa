using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RusToK.ServiceDefaults.Access;

namespace RusToK.ServiceDefaults.Telemetry.Scrape;

/// <summary><c>/metrics</c>, for whom it is meant.</summary>
internal static class MetricsEndpoint
{
    public const string Path = "/metrics";

    private const string Urls = "urls";

    public static IServiceCollection AddMetricsEndpoint(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MetricsOptions>, MetricsOptionsValidator>());
        if (int.TryParse(configuration[$"{MetricsOptions.Section}:{nameof(MetricsOptions.Port)}"], out var port))
        {
            configuration[Urls] = $"{AddressesOf(configuration)};http://*:{port}";
            services.AddTransient<IStartupFilter, MetricsPort>();
        }

        return services;
    }

    public static void MapMetrics(this WebApplication app) =>
        app.MapPrometheusScrapingEndpoint(Path, meterProvider: null, branch => branch.Use(Guard(app.Services.GetRequiredService<IOptions<MetricsOptions>>().Value)), optionsName: null);

    private static Func<RequestDelegate, RequestDelegate> Guard(MetricsOptions options)
    {
        var token = options.Token is null ? null : new BearerToken(options.Token);
        return next => context =>
        {
            if (options.Port is { } port && context.Connection.LocalPort != port)
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            else if (token?.IsSentBy(context.Request) == false)
                (context.Response.StatusCode, context.Response.Headers.WWWAuthenticate) = (StatusCodes.Status401Unauthorized, "Bearer");
            else
                return next(context);
            return Task.CompletedTask;
        };
    }

    /// <summary>What the server would listen on without the port for metrics.</summary>
    private static string AddressesOf(IConfiguration configuration) =>
        configuration[Urls] is { Length: > 0 } urls ? urls
        : configuration["http_ports"] is { Length: > 0 } ports ? string.Join(';', ports.Split(';').Select(p => $"http://*:{p}"))
        : "http://localhost:5000";
}
