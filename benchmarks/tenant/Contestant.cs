using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Persistence;

namespace RusToK.Benchmarks.Tenant;

/// <summary>One way to tell PostgreSQL whose rows a read may see.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="RoundTrips">Messages sent and waited for, per read.</param>
/// <param name="AsOwner">Reads past row-level security, as the yardstick does.</param>
/// <param name="ReadAsync">Reads one node; its result is the node's version.</param>
internal sealed record Contestant(string Name, int RoundTrips, bool AsOwner, Func<NpgsqlConnection, Guid, Guid, Task<long>> ReadAsync)
{
    private const string Query = "SELECT version FROM read.content_nodes WHERE tenant_id = $1 AND id = $2";
    private const string SetLocal = "SELECT set_config('rustok.tenant_id', $1, true)";
    private const string SetSession = "SELECT set_config('rustok.tenant_id', $1, false)";

    public static IReadOnlyList<Contestant> All { get; } =
    [
        new("no isolation", 1, AsOwner: true, static (connection, tenant, node) => QueryAsync(connection, null, tenant, node)),
        new("same batch (the product's)", 1, AsOwner: false, static async (connection, tenant, node) =>
        {
            await using var batch = connection.CreateTenantBatch(tenant).Add(Query, Id(tenant), Id(node));
            await using var reader = await batch.ExecuteTenantReaderAsync(CancellationToken.None);
            return await reader.ReadAsync() ? reader.GetInt64(0) : 0;
        }),
        new("statement in front", 2, AsOwner: false, static async (connection, tenant, node) =>
        {
            await SetAsync(connection, null, SetSession, tenant);
            return await QueryAsync(connection, null, tenant, node);
        }),
        new("transaction", 3, AsOwner: false, static async (connection, tenant, node) =>
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await SetAsync(connection, transaction, SetLocal, tenant);
            var version = await QueryAsync(connection, transaction, tenant, node);
            await transaction.CommitAsync();
            return version;
        }),
    ];

    private static async Task<long> QueryAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, Guid tenant, Guid node)
    {
        await using var command = new NpgsqlCommand(Query, connection, transaction) { Parameters = { Id(tenant), Id(node) } };
        return await command.ExecuteScalarAsync() is long version ? version : 0;
    }

    private static async Task SetAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql, Guid tenant)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = tenant.ToString(), NpgsqlDbType = NpgsqlDbType.Text } },
        };
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlParameter<Guid> Id(Guid id) => new() { TypedValue = id };
}
