using Npgsql;
using RusToK.Core.Caching.Composed;
using RusToK.Core.Faults;
using RusToK.Core.Resilience;

namespace RusToK.Core.Persistence;

/// <summary>Hand-written SQL for one tenant, in one round trip, by PostgreSQL's one definition of time-outs, retries, breaker and bulkhead.</summary>
internal sealed class TenantStatements(NpgsqlDataSource dataSource, DependencySet dependencies, ActiveFaults? faults = null)
{
    /// <summary>Asks, or changes what may be changed twice; again from the beginning when nobody answers.</summary>
    /// <param name="tenantId">Whose rows.</param>
    /// <param name="ask">Adds its statements to the batch, runs it and reads the answers. It may be called several times.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="UnavailableException">PostgreSQL does not answer.</exception>
    public async Task<T> ReadAsync<T>(Guid tenantId, Func<NpgsqlBatch, CancellationToken, Task<T>> ask, CancellationToken cancellationToken) =>
        await dependencies.PostgreSql.ReadAsync(
            static (s, stop) => s.Statements.RunAsync(s.tenantId, attempt: null, s.ask, stop), (Statements: this, tenantId, ask), cancellationToken);

    /// <summary>The first row of one statement's answer.</summary>
    /// <param name="tenantId">Whose rows.</param>
    /// <param name="sql">With positional parameters.</param>
    /// <param name="read">Makes a value of the row.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="parameters">In the order of their positions.</param>
    /// <returns>The default value when there is no row.</returns>
    /// <exception cref="UnavailableException">PostgreSQL does not answer.</exception>
    public Task<T?> FirstAsync<T>(
        Guid tenantId, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = TenantBatch.Command(sql, parameters);
        return ReadAsync(tenantId, async (batch, stop) =>
        {
            batch.BatchCommands.Add(command);
            await using var reader = await batch.ExecuteTenantReaderAsync(stop);
            return await reader.ReadAsync(stop) ? read(reader) : default;
        }, cancellationToken);
    }

    /// <summary>Changes what must not be changed twice: it is sent again only when PostgreSQL never got it or has taken it back.</summary>
    /// <inheritdoc cref="ReadAsync{T}"/>
    /// <exception cref="OutcomeUnknownException">PostgreSQL went away before it answered.</exception>
    public async Task<T> WriteAsync<T>(Guid tenantId, Func<NpgsqlBatch, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        var answer = default(T)!;
        await dependencies.PostgreSql.WriteAsync(
            async (_, attempt, stop) => answer = await RunAsync(tenantId, attempt, ask, stop), state: true, cancellationToken);
        return answer;
    }

    private async ValueTask<T> RunAsync<T>(Guid tenantId, Attempt? attempt, Func<NpgsqlBatch, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        CacheReads.NoteStatement();
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = connection.CreateTenantBatch(tenantId);
        batch.Slow(faults, tenantId);
        attempt?.Send();
        return await ask(batch, cancellationToken);
    }
}
