using Npgsql;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>
/// What dumping a database and restoring it does to its rows, without <c>pg_dump</c>, which does not come with the embedded PostgreSQL: COPY out
/// of every table of one snapshot and into the same table of a migrated database, triggers and foreign keys aside, sequences set.
/// </summary>
internal static class DatabaseCopy
{
    private const string Tables = """
        SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('tenancy', 'content', 'events', 'read') ORDER BY 1
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task RunAsync(SpineDatabase from, SpineDatabase to)
    {
        await using var source = new NpgsqlConnection(from.Superuser + ";Pooling=false");
        await using var target = new NpgsqlConnection(to.Superuser + ";Pooling=false");
        await source.OpenAsync(Cancellation);
        await target.OpenAsync(Cancellation);
        await ExecuteAsync(source, "BEGIN ISOLATION LEVEL REPEATABLE READ");
        await ExecuteAsync(target, "SET session_replication_role = replica");
        var tables = new List<string>();
        await using (var command = new NpgsqlCommand(Tables, source))
        await using (var reader = await command.ExecuteReaderAsync(Cancellation))
            while (await reader.ReadAsync(Cancellation))
                tables.Add(reader.GetString(0));

        foreach (var table in tables)
        {
            var columns = await ScalarAsync<string>(source, $"""
                SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
                 WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
                """);
            await ExecuteAsync(target, $"DELETE FROM {table}");
            using var output = await source.BeginTextExportAsync($"COPY (SELECT {columns} FROM {table}) TO STDOUT", Cancellation);
            await using var input = await target.BeginTextImportAsync($"COPY {table} ({columns}) FROM STDIN", Cancellation);
            var buffer = new char[64 * 1024];
            for (int read; (read = await output.ReadAsync(buffer, Cancellation)) > 0;)
                await input.WriteAsync(buffer.AsMemory(0, read), Cancellation);
        }

        await ExecuteAsync(target, $"SELECT setval('events.log_position', {await ScalarAsync<long>(source, "SELECT last_value FROM events.log_position")})");
        await ExecuteAsync(target, "CREATE SCHEMA IF NOT EXISTS audit; CREATE TABLE audit.restored AS SELECT id, version FROM read.content_nodes");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
