using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using RusToK.Api.Errors;
using RusToK.Api.Tenancy;
using RusToK.Core.Errors;

namespace RusToK.Api.Hardening;

/// <summary>What every request is held to, whatever it asks for: time, size, where pages may call from, and headers that browsers heed.</summary>
internal static class HardeningRegistration
{
    private static readonly TimeSpan Preflight = TimeSpan.FromHours(1);

    public static IServiceCollection AddHardening(this IServiceCollection services)
    {
        services.AddOptions<HardeningOptions>().BindConfiguration(HardeningOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddRequestTimeouts();
        services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<HardeningOptions>>((timeouts, options) => timeouts.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = options.Value.RequestTimeout,
            TimeoutStatusCode = StatusCodes.Status504GatewayTimeout,
            WriteTimeoutResponse = context => new Refusal(
                StatusCodes.Status504GatewayTimeout, ErrorCode.Internal, "The request took too long and was stopped.").WriteAsync(context),
        });
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<HardeningOptions>>((kestrel, options) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Value.MaxRequestBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        services.AddCors();
        services.AddOptions<Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions>().Configure<IOptions<HardeningOptions>>((cors, options) =>
            cors.AddDefaultPolicy(policy => policy
                .WithOrigins(options.Value.AllowedOrigins)
                .WithMethods("GET", "POST", "PATCH", "PUT", "DELETE")
                .WithHeaders("Authorization", "Content-Type", TenantMiddleware.Header, "traceparent", "X-Correlation-ID")
                .WithExposedHeaders("X-Trace-Id", "traceresponse", "Retry-After")
                .SetPreflightMaxAge(Preflight)));
        return services;
    }

    /// <summary>Before everything that answers.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.UseMiddleware<SecurityHeaders>();

    /// <summary>After routing, so that endpoints may have bounds of their own.</summary>
    public static IApplicationBuilder UseRequestBounds(this IApplicationBuilder app) => app.UseCors().UseRequestTimeouts();
}
