using Microsoft.Extensions.Options;
using Npgsql;
using StackExchange.Redis;

namespace RusToK.Core.Resilience;

/// <summary>The one definition of each dependency that this code calls itself; HTTP clients have theirs from the host.</summary>
internal sealed class DependencySet
{
    public DependencySet(IOptions<ResilienceOptions> options, CircuitBreakers breakers)
    {
        PostgreSql = new Dependency(Dependencies.PostgreSql, options.Value.PostgreSql, breakers, IsDatabaseAway, IsRolledBack);
        Redis = new Dependency(Dependencies.Redis, options.Value.Redis, breakers, IsRedisAway, static (_, _) => false);
    }

    public Dependency PostgreSql { get; }

    public Dependency Redis { get; }

    /// <summary>Nobody answers, or PostgreSQL says itself that it cannot. What it refuses is an answer.</summary>
    internal static bool IsDatabaseAway(Exception error) => error switch
    {
        PostgresException refused => refused.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections,
        NpgsqlException npgsql => npgsql.IsTransient,
        TimeoutException => true,
        _ => false,
    };

    /// <summary>
    /// Nothing was sent, or PostgreSQL says that it took the transaction back. A connection that broke after that leaves open whether the
    /// commit took place, and is never repeated.
    /// </summary>
    internal static bool IsRolledBack(Attempt? attempt, Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected }
        || (attempt is { IsSent: false } && IsDatabaseAway(error));

    private static bool IsRedisAway(Exception error) => error is RedisException and not RedisServerException or TimeoutException or ObjectDisposedException;
}
