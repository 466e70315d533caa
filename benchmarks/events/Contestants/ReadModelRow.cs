using Npgsql;
using NpgsqlTypes;

namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>The projection every one-event-at-a-time consumer does: newest version wins.</summary>
internal static class ReadModelRow
{
    public const string UpsertSql =
        """
        insert into bench_read_model as r (product_id, version, state) values ($1, $2, $3)
        on conflict (product_id) do update set version = excluded.version, state = excluded.state
        where r.version < excluded.version
        """;

    /// <summary>Upserts in a transaction of its own; the row is visible to readers when this returns.</summary>
    public static async Task UpsertAsync(
        NpgsqlDataSource dataSource, int productId, int version, string state, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(UpsertSql);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = productId });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = version });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = state, NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
