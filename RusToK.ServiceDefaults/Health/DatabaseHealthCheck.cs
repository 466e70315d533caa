using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace RusToK.ServiceDefaults.Health;

/// <summary>PostgreSQL answers, and the login it answers to is held by row-level security.</summary>
internal sealed class DatabaseHealthCheck(NpgsqlDataSource dataSource) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = dataSource.CreateCommand("""
                SELECT r.rolsuper OR r.rolbypassrls
                    OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid AND c.relrowsecurity AND NOT c.relforcerowsecurity)
                  FROM pg_roles r WHERE r.rolname = current_user
                """);
            return await command.ExecuteScalarAsync(cancellationToken) is true
                ? HealthCheckResult.Unhealthy(
                    "the database login may bypass row-level security: connect as rustok_app (API) or rustok_worker (Worker)")
                : HealthCheckResult.Healthy();
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("PostgreSQL does not answer", error);
        }
    }
}
