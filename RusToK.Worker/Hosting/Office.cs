using Npgsql;

namespace RusToK.Worker.Hosting;

/// <summary>
/// Work that one worker does for all: whoever holds the office, an advisory lock of a session of its own. It ends with the session, and
/// PostgreSQL ends the session of a holder that is silent for too long (frozen, unreachable).
/// </summary>
internal sealed class Office : IAsyncDisposable
{
    private readonly long _key;

    private Office(NpgsqlConnection session, long key) => (Session, _key) = (session, key);

    /// <summary>The holder's; whatever it does here is done by the holder, or fails.</summary>
    public NpgsqlConnection Session { get; }

    /// <param name="dataSource">The Worker's.</param>
    /// <param name="key">Of the office among this database's advisory locks.</param>
    /// <param name="silence">Longest time between two statements of the holder.</param>
    /// <param name="cancellationToken">Ends the wait for a connection.</param>
    /// <returns>Null when another worker holds it.</returns>
    public static async Task<Office?> TryEnterAsync(NpgsqlDataSource dataSource, long key, TimeSpan silence, CancellationToken cancellationToken)
    {
        var session = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var batch = session.CreateBatch();
            Silence.EndsSession(batch, silence);
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT pg_try_advisory_lock({key})"));
            if (await batch.ExecuteScalarAsync(cancellationToken) is true)
                return new Office(session, key);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        await session.DisposeAsync();
        return null;
    }

    /// <summary>Tells PostgreSQL that the holder is alive although there is nothing to do.</summary>
    public async Task StayAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT 1", Session);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Gives it up: the pool may keep the session, and would keep the lock with it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var command = new NpgsqlCommand($"SELECT pg_advisory_unlock({_key})", Session);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException or IOException)
        {
            // The session is gone, and the lock with it.
        }

        await Session.DisposeAsync();
    }
}
