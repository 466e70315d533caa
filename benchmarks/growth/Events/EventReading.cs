using Npgsql;

namespace RusToK.Benchmarks.Growth.Events;

/// <summary>What events have taken of PostgreSQL so far.</summary>
/// <param name="Count">In the log.</param>
/// <param name="WalBytes">Written ahead by everything: commands, the log, projections, cursors.</param>
/// <param name="LogBytes">Of the event log, its indexes included.</param>
internal readonly record struct EventReading(long Count, long WalBytes, long LogBytes)
{
    private const string Reading = """
        SELECT (SELECT count(*) FROM events.log), pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint,
               (SELECT sum(pg_total_relation_size(inhrelid))::bigint FROM pg_inherits WHERE inhparent = 'events.log'::regclass)
        """;

    public static async Task<EventReading> TakeAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Reading);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new EventReading(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }
}
