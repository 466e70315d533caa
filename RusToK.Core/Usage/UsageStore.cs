using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Persistence;

namespace RusToK.Core.Usage;

/// <summary>The daily usage of tenants in PostgreSQL.</summary>
public sealed class UsageStore
{
    /// <summary>Longest range one query may ask for, in days.</summary>
    public const int MaxDays = 400;

    private const string Days =
        "SELECT day, requests, errors, events, storage_bytes FROM usage.days WHERE tenant_id = $1 AND day BETWEEN $2 AND $3 ORDER BY day";

    private readonly NpgsqlDataSource _dataSource;
    private readonly TenantStatements _statements;

    internal UsageStore(NpgsqlDataSource dataSource, TenantStatements statements) => (_dataSource, _statements) = (dataSource, statements);

    /// <summary>The days on which there was anything, in order.</summary>
    public async Task<List<UsageDay>> ListAsync(Guid tenantId, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        return await _statements.ReadAsync(tenantId, async (batch, cancellationToken) =>
        {
            batch.Add(
                Days, new NpgsqlParameter<Guid> { TypedValue = tenantId }, new NpgsqlParameter<DateOnly> { TypedValue = from }, new NpgsqlParameter<DateOnly> { TypedValue = to });
            await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
            var days = new List<UsageDay>();
            while (await reader.ReadAsync(cancellationToken))
                days.Add(new UsageDay(
                    reader.GetFieldValue<DateOnly>(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetInt64(4)));
            return days;
        }, cancellationToken);
    }

    /// <summary>Adds counts of requests, of all tenants in one statement.</summary>
    public async Task AddRequestsAsync(IReadOnlyDictionary<(Guid TenantId, DateOnly Day), RequestCount> counts, CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand("SELECT usage.add_requests($1, $2, $3, $4)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. counts.Keys.Select(k => k.TenantId)] });
        command.Parameters.Add(new NpgsqlParameter<DateOnly[]> { TypedValue = [.. counts.Keys.Select(k => k.Day)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. counts.Values.Select(c => c.Requests)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. counts.Values.Select(c => c.Errors)] });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
