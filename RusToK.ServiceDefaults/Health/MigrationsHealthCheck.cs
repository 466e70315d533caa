using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RusToK.Core.Persistence;

namespace RusToK.ServiceDefaults.Health;

/// <summary>All migrations this version knows are applied. Once they are, they stay, so the question is asked until then.</summary>
internal sealed class MigrationsHealthCheck(IServiceScopeFactory scopes) : IHealthCheck
{
    private volatile bool _applied;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (_applied)
            return HealthCheckResult.Healthy();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var pending = await scope.ServiceProvider.GetRequiredService<RusToKDbContext>()
                .Database.GetPendingMigrationsAsync(cancellationToken);
            var count = pending.Count();
            _applied = count == 0;
            return _applied
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"{count} migrations are not applied: run `./rustok migrate`");
        }
        catch (Exception error) when (error is System.Data.Common.DbException or OperationCanceledException or TimeoutException or InvalidOperationException)
        {
            return HealthCheckResult.Unhealthy("the migration history cannot be read", error);
        }
    }
}
