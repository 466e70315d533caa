using Npgsql;

namespace RusToK.Benchmarks.Catalog;

/// <summary>
/// Fills the catalog of a tenant with any number of products, in truth and read models alike, by a few statements over sets
/// (<c>catalog.sql</c>). The same number gives the same catalog. The log tells nothing of it: a rebuild would empty the read models.
/// </summary>
public static class CatalogGenerator
{
    /// <summary>
    /// From here on indexes are made after the rows, and references are not looked at, which is faster: they are what they are in a small catalog, of
    /// which every one is looked at.
    /// </summary>
    private const int WithoutIndexes = 50_000;

    /// <param name="owner">A superuser's, past row-level security.</param>
    /// <param name="tenantId">The tenant; it need not exist.</param>
    /// <param name="products">How many.</param>
    /// <param name="cancellationToken">Ends the work; nothing of it stays.</param>
    public static async Task FillAsync(NpgsqlDataSource owner, Guid tenantId, int products, CancellationToken cancellationToken)
    {
        await using var connection = await owner.OpenConnectionAsync(cancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            await ExecuteAsync(connection, $"SELECT set_config('catalog.tenant', '{tenantId}', true), set_config('catalog.products', '{products}', true), set_config('TimeZone', 'UTC', true)", cancellationToken);
            var indexes = products < WithoutIndexes ? [] : await DropIndexesAsync(connection, cancellationToken);
            if (indexes.Count > 0)
                await ExecuteAsync(connection, "SET LOCAL session_replication_role = replica", cancellationToken);
            await ExecuteAsync(connection, Script(), cancellationToken);
            foreach (var index in indexes)
                await ExecuteAsync(connection, index, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await ExecuteAsync(connection, "VACUUM (ANALYZE)", cancellationToken);
    }

    /// <summary>Drops what indexes commerce and its read models have, but for those of keys.</summary>
    /// <returns>The statements that make them again.</returns>
    internal static async Task<List<string>> DropIndexesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var indexes = new List<(string Name, string Definition)>();
        await using (var command = new NpgsqlCommand("""
            SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
              FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
             WHERE t.relnamespace IN ('commerce'::regnamespace, 'read'::regnamespace) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
            """, connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken))
                indexes.Add((reader.GetString(0), reader.GetString(1)));
        foreach (var (name, _) in indexes)
            await ExecuteAsync(connection, $"DROP INDEX {name}", cancellationToken);
        return [.. indexes.Select(i => i.Definition)];
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Script()
    {
        using var stream = typeof(CatalogGenerator).Assembly.GetManifestResourceStream("RusToK.Benchmarks.Catalog.catalog.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
