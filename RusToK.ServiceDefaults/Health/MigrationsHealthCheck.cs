using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using RusToK.Core.Persistence;

namespace RusToK.ServiceDefaults.Health;

/// <summary>All migrations this version knows are applied. Once they are, they stay, so the question is asked until then.</summary>
internal sealed class MigrationsHealthCheck(NpgsqlDataSource dataSource) : IHealthCheck
{
    private volatile bool _applied;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (_applied)
            return HealthCheckResult.Healthy();
        try
        {
            var pending = await KnownMigrations.CountPendingAsync(dataSource, cancellationToken);
            _applied = pending == 0;
            return _applied
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"{pending} migrations are not applied: run the command `migrate` of the Worker, as the owner of the database");
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("the migration history cannot be read", error);
        }
    }
}
