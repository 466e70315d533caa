using Npgsql;
using RusToK.Worker.Hosting;

namespace RusToK.Worker.Import;

/// <summary>
/// The right to import into a tenant. One import at a time has it, so that none takes what another has half done for a change. It is an advisory
/// lock of a session, which a process that dies gives up.
/// </summary>
internal sealed class ImportTurn : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly NpgsqlConnection _session;
    private readonly Guid _tenantId;

    private ImportTurn(NpgsqlConnection session, Guid tenantId) => (_session, _tenantId) = (session, tenantId);

    /// <summary>Returns when no other import into the tenant is under way.</summary>
    /// <param name="dataSource">The Worker's.</param>
    /// <param name="tenantId">Into which.</param>
    /// <param name="waiting">Called once when there is another.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public static async Task<ImportTurn> WaitAsync(NpgsqlDataSource dataSource, Guid tenantId, Action waiting, CancellationToken cancellationToken)
    {
        var turn = new ImportTurn(await dataSource.OpenConnectionAsync(cancellationToken), tenantId);
        try
        {
            for (var told = false; !await turn.RunAsync("pg_try_advisory_lock", cancellationToken); told = true)
            {
                if (!told)
                    waiting();
                await Task.Delay(Interval, cancellationToken);
            }

            return turn;
        }
        catch
        {
            await turn._session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the turn if it is free. PostgreSQL ends it when its holder is silent for too long.</summary>
    /// <param name="dataSource">The Worker's.</param>
    /// <param name="tenantId">Into which.</param>
    /// <param name="silence">Longest time between two statements on <see cref="Session"/>.</param>
    /// <param name="cancellationToken">Ends the wait for a connection.</param>
    /// <returns>Null when another import into the tenant is under way.</returns>
    public static async Task<ImportTurn?> TryAsync(NpgsqlDataSource dataSource, Guid tenantId, TimeSpan silence, CancellationToken cancellationToken)
    {
        var turn = new ImportTurn(await dataSource.OpenConnectionAsync(cancellationToken), tenantId);
        try
        {
            await using (var batch = turn._session.CreateBatch())
            {
                Silence.EndsSession(batch, silence);
                await batch.ExecuteNonQueryAsync(cancellationToken);
            }

            if (await turn.RunAsync("pg_try_advisory_lock", cancellationToken))
                return turn;
        }
        catch
        {
            await turn._session.DisposeAsync();
            throw;
        }

        await turn._session.DisposeAsync();
        return null;
    }

    /// <summary>The holder's; what it does here is done by the holder, or fails.</summary>
    public NpgsqlConnection Session => _session;

    public async ValueTask DisposeAsync()
    {
        try
        {
            await RunAsync("pg_advisory_unlock", CancellationToken.None);
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException or IOException)
        {
            // The session is gone, and the turn with it.
        }

        await _session.DisposeAsync();
    }

    private async Task<bool> RunAsync(string function, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT {function}(hashtextextended('rustok.import ' || $1, 0))", _session);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _tenantId.ToString() });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
