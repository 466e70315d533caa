using Npgsql;
using RusToK.Core.Persistence;
using RusToK.Core.Resilience;

namespace RusToK.Core.Content.Queries;

/// <summary>Runs one statement for one tenant, in one round trip; again when the database did not answer.</summary>
internal sealed class ReadStore(NpgsqlDataSource dataSource, DependencySet dependencies)
{
    /// <exception cref="UnavailableException">PostgreSQL does not answer.</exception>
    public async Task<List<T>> ListAsync<T>(Guid tenantId, QueryText query, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        await dependencies.PostgreSql.ReadAsync(
            static (s, stop) => s.Store.ReadAsync(s.tenantId, s.Command, s.query.IsPlannedAnew, s.read, stop),
            (Store: this, tenantId, Command: CommandOf(query), query, read),
            cancellationToken);

    private async ValueTask<List<T>> ReadAsync<T>(
        Guid tenantId, NpgsqlBatchCommand command, bool isPlannedAnew, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = connection.CreateTenantBatch(tenantId);
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

    private static NpgsqlBatchCommand CommandOf(QueryText query)
    {
        var command = new NpgsqlBatchCommand(query.ToString());
        foreach (var parameter in query.Parameters)
            command.Parameters.Add(parameter);
        return command;
    }
}
