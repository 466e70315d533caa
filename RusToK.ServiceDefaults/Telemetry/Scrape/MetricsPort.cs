using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace RusToK.ServiceDefaults.Telemetry.Scrape;

/// <summary>Keeps everything but metrics and probes off the port for metrics, before anything else sees the request.</summary>
internal sealed class MetricsPort(IOptions<MetricsOptions> options) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, pipeline) =>
        {
            if (context.Connection.LocalPort != options.Value.Port
                || context.Request.Path.StartsWithSegments(MetricsEndpoint.Path) || context.Request.Path.StartsWithSegments("/health"))
                return pipeline(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        next(app);
    };
}
