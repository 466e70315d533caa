using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RusToK.Core.Caching.Redis;
using StackExchange.Redis;

namespace RusToK.ServiceDefaults.Health;

/// <summary>Redis answers. Without it events wait in PostgreSQL and reads come from there: slower, not dead.</summary>
internal sealed class RedisHealthCheck(IServiceProvider services) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (services.GetService<SharedRedis>() is not { IsConfigured: true } shared)
            return HealthCheckResult.Healthy("not used by this process");
        try
        {
            var redis = await shared.ConnectAsync().WaitAsync(cancellationToken);
            await redis.GetDatabase().PingAsync().WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception error) when (error is RedisException or TimeoutException or OperationCanceledException)
        {
            return HealthCheckResult.Degraded("Redis does not answer", error);
        }
    }
}
