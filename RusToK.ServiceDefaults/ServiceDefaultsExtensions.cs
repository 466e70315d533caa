using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using RusToK.Core.Caching;
using RusToK.Core.Faults;
using RusToK.ServiceDefaults.Health;
using RusToK.ServiceDefaults.Resilience;
using RusToK.ServiceDefaults.Telemetry;
using RusToK.ServiceDefaults.Telemetry.Scrape;

namespace RusToK.ServiceDefaults;

/// <summary>What every process of the product has: telemetry, health, resilient HTTP clients, service discovery.</summary>
public static class ServiceDefaultsExtensions
{
    /// <param name="builder">The process being built.</param>
    /// <param name="serviceName">Used as <c>service.name</c> unless <c>OTEL_SERVICE_NAME</c> says otherwise.</param>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder, string serviceName)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddTelemetry(serviceName);
        builder.Services.AddFaults(builder.Configuration);
        builder.Services.AddCaching();
        builder.Services.AddHealth();
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler().Configure(HttpResilience.Apply);
            http.AddServiceDiscovery();
            // Last, so that what stands before it meets them as it would meet the failures of the one that is called.
            if (FaultsOptions.AreEnabled(builder.Configuration))
                http.AddResilienceHandler("faults", HttpFaults.Apply);
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
        return builder;
    }

    /// <summary><c>/health/*</c> and <c>/metrics</c>. Neither knows tenants, and neither is traced.</summary>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        app.MapHealth();
        app.MapMetrics();
        return app;
    }
}
