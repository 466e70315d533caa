using Npgsql;
using RusToK.Core.Caching.Redis;

namespace RusToK.Core.Resilience;

/// <summary>Asks a dependency whose breaker is not closed, so that it closes again also where nobody else asks.</summary>
public sealed class DependencyProbe
{
    private readonly CircuitBreakers _breakers;
    private readonly DependencySet _dependencies;
    private readonly NpgsqlDataSource _dataSource;
    private readonly SharedRedis _redis;

    internal DependencyProbe(CircuitBreakers breakers, DependencySet dependencies, NpgsqlDataSource dataSource, SharedRedis redis) =>
        (_breakers, _dependencies, _dataSource, _redis) = (breakers, dependencies, dataSource, redis);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_breakers.StateOf(Dependencies.PostgreSql) != BreakerState.Closed)
            await TryAsync(_dependencies.PostgreSql, AskPostgreSqlAsync, cancellationToken);
        if (_redis.IsConfigured && _breakers.StateOf(Dependencies.Redis) != BreakerState.Closed)
            await TryAsync(_dependencies.Redis, AskRedisAsync, cancellationToken);
    }

    private static async Task TryAsync(Dependency dependency, Func<CancellationToken, ValueTask<bool>> ask, CancellationToken cancellationToken)
    {
        try
        {
            await dependency.ReadAsync(static (question, stop) => question(stop), ask, cancellationToken);
        }
        catch (UnavailableException)
        {
            // The breaker says so.
        }
    }

    private async ValueTask<bool> AskPostgreSqlAsync(CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand("SELECT 1");
        return await command.ExecuteScalarAsync(cancellationToken) is 1;
    }

    private async ValueTask<bool> AskRedisAsync(CancellationToken cancellationToken)
    {
        var connection = await _redis.ConnectAsync().WaitAsync(cancellationToken);
        return await connection.GetDatabase().PingAsync().WaitAsync(cancellationToken) >= TimeSpan.Zero;
    }
}
