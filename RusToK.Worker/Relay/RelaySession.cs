using Npgsql;
using RusToK.Core.Events.Log;
using RusToK.Worker.Hosting;

namespace RusToK.Worker.Relay;

/// <summary>
/// The office of the relay: one PostgreSQL session that holds the advisory lock and does all of the relay's work, so that whoever
/// loses the session loses the office with it. PostgreSQL ends the session of a holder that is silent for too long.
/// </summary>
internal sealed class RelaySession : IAsyncDisposable
{
    /// <summary>ASCII "RusToK" "R": the key of the office among this database's advisory locks.</summary>
    internal const long LockKey = 0x527573546F4B0052;

    /// <summary>
    /// The log is read by its index, in its order, whatever the statistics say: a plan made while the log was empty is a sequential
    /// scan, and a prepared statement keeps it while the log grows under it. There is but one good plan, so it is made once: for its values it was made
    /// with every poll, which cost 1.3 ms where reading costs 0.2.
    /// </summary>
    private static readonly string[] Settings =
    [
        "plan_cache_mode = force_generic_plan", "enable_seqscan = off", "enable_bitmapscan = off", "max_parallel_workers_per_gather = 0", "jit = off", "work_mem = '32MB'",
        // A recorded batch that a crash forgets is recorded again in another term, and nobody can have applied it (ADR 0003).
        "synchronous_commit = off",
    ];

    private RelaySession(NpgsqlConnection connection) => Connection = connection;

    public NpgsqlConnection Connection { get; }

    /// <returns>The session, or null while another worker holds the office.</returns>
    public static async Task<RelaySession?> TryOpenAsync(
        NpgsqlDataSource dataSource, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var batch = connection.CreateBatch();
            Silence.EndsSession(batch, timeout);
            foreach (var setting in Settings)
                batch.BatchCommands.Add(new NpgsqlBatchCommand("SET " + setting));
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT pg_try_advisory_lock({LockKey})"));
            if (await batch.ExecuteScalarAsync(cancellationToken) is true)
                return new RelaySession(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Tells PostgreSQL that this relay is alive although it has nothing to read.</summary>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT 1", Connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task<LogBatch> NewestBatchAsync(CancellationToken cancellationToken) =>
        EventLogReader.NewestBatchAsync(Connection, cancellationToken);

    /// <summary>The session's settings and its lock end with the physical connection's reset by the pool.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", Connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException or IOException)
        {
            // The session is gone, and the lock with it.
        }

        await Connection.DisposeAsync();
    }
}
