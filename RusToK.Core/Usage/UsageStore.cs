using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Persistence;

namespace RusToK.Core.Usage;

/// <summary>The daily usage of tenants in PostgreSQL.</summary>
public sealed class UsageStore(NpgsqlDataSource dataSource)
{
    /// <summary>Longest range one query may ask for, in days.</summary>
    public const int MaxDays = 400;

    private const string Days =
        "SELECT day, requests, errors, events, storage_bytes FROM usage.days WHERE tenant_id = $1 AND day BETWEEN $2 AND $3 ORDER BY day";

    /// <summary>The days on which there was anything, in order.</summary>
    public async Task<List<UsageDay>> ListAsync(Guid tenantId, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = connection.CreateTenantBatch(tenantId);
        batch.Add(
            Days, new NpgsqlParameter<Guid> { TypedValue = tenantId }, new NpgsqlParameter<DateOnly> { TypedValue = from }, new NpgsqlParameter<DateOnly> { TypedValue = to });
        await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
        var days = new List<UsageDay>();
        while (await reader.ReadAsync(cancellationToken))
            days.Add(new UsageDay(
                reader.GetFieldValue<DateOnly>(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetInt64(4)));
        return days;
    }

    /// <summary>Adds counts of requests, of all tenants in one statement.</summary>
    public async Task AddRequestsAsync(IReadOnlyDictionary<(Guid TenantId, DateOnly Day), RequestCount> counts, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT usage.add_requests($1, $2, $3, $4)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. counts.Keys.Select(k => k.TenantId)] });
        command.Parameters.Add(new NpgsqlParameter<DateOnly[]> { TypedValue = [.. counts.Keys.Select(k => k.Day)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. counts.Values.Select(c => c.Requests)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. counts.Values.Select(c => c.Errors)] });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
