using Npgsql;
using RusToK.Core.Persistence;
using RusToK.Core.Resilience;

namespace RusToK.Core.Content.Queries;

/// <summary>Runs one statement for one tenant, in one round trip; again when the database did not answer.</summary>
internal sealed class ReadStore(TenantStatements statements)
{
    /// <exception cref="UnavailableException">PostgreSQL does not answer.</exception>
    public Task<List<T>> ListAsync<T>(Guid tenantId, QueryText query, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var command = TenantBatch.Command(query.ToString(), [.. query.Parameters]);
        return statements.ReadAsync(tenantId, (batch, stop) => ReadAsync(batch, command, query.IsPlannedAnew, read, stop), cancellationToken);
    }

    private static async Task<List<T>> ReadAsync<T>(
        NpgsqlBatch batch, NpgsqlBatchCommand command, bool isPlannedAnew, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        if (isPlannedAnew)
            batch.Add("SELECT set_config('plan_cache_mode', 'force_custom_plan', true)");
        batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
        if (isPlannedAnew)
            await reader.NextResultAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }
}
