using System.Net.Sockets;
using Npgsql;
using RusToK.Core.Persistence;

namespace RusToK.Worker.Consumers;

/// <summary>Whose fault it is that a batch failed, and therefore what to do.</summary>
internal enum FailureKind
{
    /// <summary>Nothing is wrong with the events: PostgreSQL is away or busy. Repeat the same batch.</summary>
    Transient,

    /// <summary>Another worker owns the partition now. Stop.</summary>
    LeaseLost,

    /// <summary>One of the events cannot be applied. Find it, keep it aside, go on.</summary>
    Poison,
}

internal static class Failures
{
    public static FailureKind Classify(Exception error) => error switch
    {
        PostgresException { SqlState: SqlStates.StaleCursor } => FailureKind.LeaseLost,
        PostgresException postgres => IsTransient(postgres) ? FailureKind.Transient : FailureKind.Poison,
        NpgsqlException or TimeoutException or IOException or SocketException => FailureKind.Transient,
        _ => FailureKind.Poison,
    };

    /// <summary>Class 08 connection, 40 rollback, 53 resources, 57 operator intervention, 58 system, lock waits, and transactions that took too long.</summary>
    private static bool IsTransient(PostgresException error) =>
        error.IsTransient
        || error.SqlState[..2] is "08" or "40" or "53" or "57" or "58"
        || error.SqlState is PostgresErrorCodes.LockNotAvailable or "25P03" or "25P04" or "3D000" or "28P01";
}
