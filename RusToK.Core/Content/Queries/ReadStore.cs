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
        return statements.ReadAsync(tenantId, (batch, stop) => ReadAsync(batch, command, query.Plan, read, stop), cancellationToken);
    }

    private static async Task<List<T>> ReadAsync<T>(
        NpgsqlBatch batch, NpgsqlBatchCommand command, PlanChoice plan, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        batch.PlanBy(plan);
        batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }
}
