using Npgsql;
using RusToK.Benchmarks.Catalog;

namespace RusToK.Benchmarks.Growth.Databases;

/// <summary>
/// Gives further tenants the catalog of one, table by table. Keys begin with the tenant, so all else of a row may be the same; the log tells nothing
/// of it, as of the generated catalog.
/// </summary>
internal static class CatalogCopies
{
    private const string Tables = """
        SELECT c.oid::regclass::text, string_agg(quote_ident(a.attname), ', ')
          FROM pg_class c
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attname <> 'tenant_id'
         WHERE c.relnamespace IN ('commerce'::regnamespace, 'read'::regnamespace) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
           AND EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = c.oid AND t.attname = 'tenant_id')
         GROUP BY c.oid
        """;

    /// <param name="owner">A superuser's, past row-level security.</param>
    /// <param name="from">The tenant that has a catalog.</param>
    /// <param name="to">Those that get it.</param>
    /// <param name="cancellationToken">Ends the work; nothing of it stays.</param>
    public static async Task MakeAsync(NpgsqlDataSource owner, Guid from, Guid[] to, CancellationToken cancellationToken)
    {
        await using var connection = await owner.OpenConnectionAsync(cancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            // Rows come in whatever order: what refers to what is whole at the end.
            await ExecuteAsync(
                connection, "SET LOCAL session_replication_role = replica; SET LOCAL jit = off; SET LOCAL maintenance_work_mem = '512MB'", cancellationToken);
            var indexes = await CatalogGenerator.DropIndexesAsync(connection, cancellationToken);
            foreach (var (table, columns) in await TablesAsync(connection, cancellationToken))
                await ExecuteAsync(
                    connection, $"INSERT INTO {table} (tenant_id, {columns}) SELECT t, {columns} FROM unnest($2) AS t CROSS JOIN {table} WHERE tenant_id = $1",
                    cancellationToken, new NpgsqlParameter<Guid> { TypedValue = from }, new NpgsqlParameter<Guid[]> { TypedValue = to });
            foreach (var index in indexes)
                await ExecuteAsync(connection, index, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await ExecuteAsync(connection, "VACUUM (ANALYZE)", cancellationToken);
    }

    private static async Task<List<(string Table, string Columns)>> TablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var tables = new List<(string, string)>();
        await using var command = new NpgsqlCommand(Tables, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            tables.Add((reader.GetString(0), reader.GetString(1)));
        return tables;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
