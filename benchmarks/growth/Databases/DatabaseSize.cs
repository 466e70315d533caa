using Npgsql;

namespace RusToK.Benchmarks.Growth.Databases;

/// <summary>What a database takes on disk, the catalog of PostgreSQL itself aside.</summary>
/// <param name="Tables">Bytes of tables, with what is kept beside them because it is long.</param>
/// <param name="Indexes">Bytes of their indexes.</param>
internal readonly record struct DatabaseSize(long Tables, long Indexes)
{
    private const string Sizes = """
        SELECT sum(pg_table_size(c.oid))::bigint, sum(pg_indexes_size(c.oid))::bigint
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
        """;

    public static async Task<DatabaseSize> OfAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Sizes);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new DatabaseSize(reader.GetInt64(0), reader.GetInt64(1));
    }
}
