using Microsoft.Extensions.Options;
using Npgsql;
using Polly;
using RusToK.Core.Faults;
using StackExchange.Redis;

namespace RusToK.Core.Resilience;

/// <summary>The one definition of each dependency that this code calls itself; HTTP clients have theirs from the host.</summary>
internal sealed class DependencySet
{
    /// <summary>What Redis says of a command; every other code tells of its own state.</summary>
    private static readonly HashSet<string> CommandErrors = ["ERR", "WRONGTYPE", "NOSCRIPT", "NOGROUP", "BUSYGROUP", "EXECABORT"];

    /// <param name="options">The definitions.</param>
    /// <param name="breakers">Where the states of the breakers are told.</param>
    /// <param name="faults">What is switched on; null where faults are not allowed.</param>
    public DependencySet(IOptions<ResilienceOptions> options, CircuitBreakers breakers, ActiveFaults? faults = null)
    {
        PostgreSql = new Dependency(
            Dependencies.PostgreSql, options.Value.PostgreSql, breakers, IsDatabaseAway, IsRolledBack,
            FaultsOf(faults, FaultSeams.PostgreSql, static text => new NpgsqlException(text, new IOException(text))));
        Redis = new Dependency(
            Dependencies.Redis, options.Value.Redis, breakers, IsRedisAway, static (_, _) => false,
            FaultsOf(faults, FaultSeams.Redis, static text => new RedisConnectionException(ConnectionFailureType.UnableToConnect, CommandFlags.None, text)));
    }

    public Dependency PostgreSql { get; }

    public Dependency Redis { get; }

    private static Action<ResiliencePipelineBuilder>? FaultsOf(ActiveFaults? faults, string seam, Func<string, Exception> failure) =>
        faults is null ? null : builder => builder.AddFaults(faults, seam, fault => failure(InjectedFaultException.TextOf(fault)));

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
    /// Nothing was sent, or PostgreSQL says that it took the transaction back; so it does when it is told to end a session, which it obeys before
    /// a commit or after having said that it took place. A connection that broke otherwise leaves that open, and is never repeated.
    /// </summary>
    internal static bool IsRolledBack(Attempt? attempt, Exception error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.AdminShutdown }
        || (attempt is { IsSent: false } && IsDatabaseAway(error));

    /// <summary>Nobody answers, or Redis says of itself that it cannot: it loads its file, is full, is a replica, has nobody to write to.</summary>
    internal static bool IsRedisAway(Exception error) => error switch
    {
        RedisServerException refused => !CommandErrors.Contains(refused.Message.Split(' ', 2)[0]),
        RedisException or TimeoutException or ObjectDisposedException => true,
        _ => false,
    };
}
