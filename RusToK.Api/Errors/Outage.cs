using Npgsql;
using RusToK.Core.Resilience;
using ZiggyCreatures.Caching.Fusion;

namespace RusToK.Api.Errors;

/// <summary>Failures that mean: not now. They are answered with 503 and when to come back.</summary>
internal static class Outage
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <returns>When the same request may succeed; null when the failure is of another kind.</returns>
    public static TimeSpan? RetryAfter(Exception? error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case OutcomeUnknownException:
                    // Whoever comes back at once might do it twice.
                    return null;
                case UnavailableException away:
                    return away.RetryAfter > Shortest ? away.RetryAfter : Shortest;
                case NpgsqlException { IsTransient: true } and not PostgresException:
                case PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections }:
                case TimeoutException or SyntheticTimeoutException:
                    return Shortest;
            }
        }

        return null;
    }
}
