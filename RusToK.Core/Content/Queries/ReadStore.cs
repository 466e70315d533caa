using Npgsql;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Queries;

/// <summary>Runs one statement for one tenant, in one round trip.</summary>
internal sealed class ReadStore(NpgsqlDataSource dataSource)
{
    public async Task<List<T>> ListAsync<T>(Guid tenantId, QueryText query, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = connection.CreateTenantBatch(tenantId);
        if (query.IsPlannedAnew)
            batch.Add("SELECT set_config('plan_cache_mode', 'force_custom_plan', true)");
        batch.Add(query.ToString(), [.. query.Parameters]);
        await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
        if (query.IsPlannedAnew)
            await reader.NextResultAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }
}
