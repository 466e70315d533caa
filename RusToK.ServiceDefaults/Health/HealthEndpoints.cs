using Microsoft.AspNetCore.Builder;
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
    private static readonly string[] Head = ["HEAD"];

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
        var health = endpoints.MapGroup("/health").WithTags("Health");
        health.MapProbe("/live", "The process answers", Live);
        health.MapProbe("/ready", "It can serve; what it can do without is degraded, not dead", Ready);
        health.MapProbe("/startup", "It has been ready once", StartedAsync);
    }

    /// <summary>Some probes ask for the head alone.</summary>
    private static void MapProbe(this RouteGroupBuilder health, string path, string summary, Delegate handler)
    {
        health.MapGet(path, handler).WithSummary(summary);
        health.MapMethods(path, Head, handler).ExcludeFromDescription();
    }

    private static Task<IResult> Live(HealthCheckService checks, HttpResponse response, CancellationToken cancellationToken) =>
        ReportAsync(checks, _ => false, response, cancellationToken);

    private static Task<IResult> Ready(HealthCheckService checks, HttpResponse response, CancellationToken cancellationToken) =>
        ReportAsync(checks, IsReadiness, response, cancellationToken);

    private static async Task<IResult> StartedAsync(StartupState state, HealthCheckService checks, HttpResponse response, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        if (!state.HasStarted && (await checks.CheckHealthAsync(IsReadiness, cancellationToken)).Status != HealthStatus.Unhealthy)
            state.HasStarted = true;
        return state.HasStarted
            ? Results.Json(new { status = "Healthy" })
            : Results.Json(new { status = "Unhealthy" }, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static bool IsReadiness(HealthCheckRegistration check) => check.Tags.Contains(ReadinessChecks.Tag);

    /// <summary>Names and states only: messages may hold addresses, and probes are not authenticated.</summary>
    private static async Task<IResult> ReportAsync(
        HealthCheckService checks, Func<HealthCheckRegistration, bool> which, HttpResponse response, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(which, cancellationToken);
        response.Headers.CacheControl = "no-store";
        return Results.Json(
            new
            {
                status = report.Status.ToString(),
                checks = report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString(), description = e.Value.Description }),
            },
            statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    /// <summary>Whether the process has been ready at least once.</summary>
    internal sealed class StartupState
    {
        public bool HasStarted { get; set; }
    }
}
