using Npgsql;
using NpgsqlTypes;

namespace RusToK.Benchmarks.Mixed.Running;

/// <summary>
/// How many committed events are not in all read models yet, as PostgreSQL knows it: those that the relay has not read, and those of the batches behind the
/// cursor of the consumer that is furthest behind. The relay's newest batch, which is milliseconds old, is not among them, nor is, but for
/// <see cref="DrainAsync"/>, what is younger than a cursor may be: one is stored up to 250 ms after events that its consumer does not want.
/// </summary>
/// <param name="database">As its superuser.</param>
internal sealed class Backlog(NpgsqlDataSource database)
{
    private static readonly TimeSpan CursorMayBeOld = TimeSpan.FromMilliseconds(300);

    private const string Newest = """
        SELECT (CASE WHEN complete THEN to_snapshot ELSE from_snapshot END)::text,
               CASE WHEN complete THEN pg_snapshot_xmin(to_snapshot) ELSE last_xid END, CASE WHEN complete THEN 0 ELSE last_position END
          FROM events.relay_batches ORDER BY no DESC LIMIT 1
        """;

    // Read by log_xid_position, as the relay's own gauge does.
    private const string Behind = """
        SELECT (SELECT count(*) FROM events.log
                 WHERE (xid, position) > ($2, $3) AND NOT pg_visible_in_snapshot(xid, $1::text::pg_snapshot))
             + (SELECT coalesce(sum(b.events), 0)::bigint FROM events.relay_batches b WHERE b.created_at < clock_timestamp() - $4 AND b.no > (
                    SELECT min(c.batch_no) FROM events.consumer_cursors c,
                           (SELECT stream_tails AS tails FROM events.relay_batches ORDER BY no DESC LIMIT 1) newest
                     WHERE cardinality(tails) > c.partition
                       AND (split_part(tails[c.partition + 1], '-', 1)::bigint, split_part(tails[c.partition + 1], '-', 2)::integer) > (c.batch_no, c.handled)))
        """;

    public Task<long> CountAsync(CancellationToken cancellationToken) => CountAsync(CursorMayBeOld, cancellationToken);

    /// <summary>Waits until there is none.</summary>
    /// <param name="limit">How long.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is left.</returns>
    public async Task<long> DrainAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (await CountAsync(TimeSpan.Zero, cancellationToken) is > 0 and var left)
        {
            if (TimeProvider.System.GetElapsedTime(begun) > limit)
                return left;
            await Task.Delay(50, cancellationToken);
        }

        return 0;
    }

    private async Task<long> CountAsync(TimeSpan olderThan, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        string snapshot;
        ulong xid;
        long position;
        await using (var newest = new NpgsqlCommand(Newest, connection))
        await using (var reader = await newest.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            (snapshot, xid, position) = (reader.GetString(0), reader.GetFieldValue<ulong>(1), reader.GetInt64(2));
        }

        await using var behind = new NpgsqlCommand(Behind, connection);
        behind.Parameters.Add(new NpgsqlParameter<string> { TypedValue = snapshot });
        behind.Parameters.Add(new NpgsqlParameter<ulong> { TypedValue = xid, NpgsqlDbType = NpgsqlDbType.Xid8 });
        behind.Parameters.Add(new NpgsqlParameter<long> { TypedValue = position });
        behind.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = olderThan });
        return (long)(await behind.ExecuteScalarAsync(cancellationToken))!;
    }
}
