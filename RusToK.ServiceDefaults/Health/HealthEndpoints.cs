using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RusToK.ServiceDefaults.Health;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can serve; what it can do without (Redis) is degraded, not dead.
/// <c>/health/startup</c>: it has been ready once.
/// </summary>
internal static class HealthEndpoints
{
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<StartupState>();
        services.AddHealthChecks()
            .AddReadinessCheck<DatabaseHealthCheck>("database", HealthStatus.Unhealthy)
            .AddReadinessCheck<MigrationsHealthCheck>("migrations", HealthStatus.Unhealthy)
            .AddReadinessCheck<RedisHealthCheck>("redis", HealthStatus.Degraded)
            .AddReadinessCheck<BreakersHealthCheck>("breakers", HealthStatus.Degraded);
    }

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", Options(_ => false));
        endpoints.MapHealthChecks("/health/ready", Options(check => check.Tags.Contains(ReadinessChecks.Tag)));
        endpoints.MapGet("/health/startup", async (StartupState state, HealthCheckService health, CancellationToken cancellationToken) =>
        {
            if (!state.HasStarted && (await health.CheckHealthAsync(c => c.Tags.Contains(ReadinessChecks.Tag), cancellationToken)).Status != HealthStatus.Unhealthy)
                state.HasStarted = true;
            return state.HasStarted
                ? Results.Json(new { status = "Healthy" })
                : Results.Json(new { status = "Unhealthy" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        });
    }

    private static HealthCheckOptions Options(Func<HealthCheckRegistration, bool> predicate) => new()
    {
        Predicate = predicate,
        ResponseWriter = WriteAsync,
        AllowCachingResponses = false,
    };

    /// <summary>Names and states only: messages may hold addresses, and probes are not authenticated.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            status = report.Status.ToString(),
            checks = report.Entries.ToDictionary(
                e => e.Key,
                e => new { status = e.Value.Status.ToString(), description = e.Value.Description }),
        }));
    }

    /// <summary>Whether the process has been ready at least once.</summary>
    internal sealed class StartupState
    {
        public bool HasStarted { get; set; }
    }
}
