using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Events.Log;
using RusToK.Core.Events.Streams;
using RusToK.Core.Search;

namespace RusToK.Worker.Relay;

/// <summary>
/// How far each search index is behind the log's published part. What a consumer has not passed lies between its cursors and the tails of the
/// streams; what it has passed and not applied waits in its retries.
/// </summary>
/// <remarks>
/// Cursors and retries are a few rows by their keys. Only for a partition that is behind, the batch of its first event is looked for: the last one
/// before which the stream did not yet end past the cursor. The age is that of the batch's oldest transaction's first event, which may be of another
/// partition: a batch is what was committed between two polls, so the difference is milliseconds, or after a standstill no more than 4,000 events.
/// A cursor is stored up to 250 ms after events that its consumer does not want, so an index that has nothing to do can read as that old.
/// </remarks>
internal static class SearchStaleness
{
    /// <summary>$1 consumers, $2 and $3 the streams' tails, $4 the newest batch's number. Read by primary keys and log_xid_position.</summary>
    private const string Sql = """
        WITH standing AS (
            SELECT c.consumer, c.partition, c.batch_no, c.handled, (tail.batch_no, tail.ordinal) > (c.batch_no, c.handled) AS is_behind
              FROM events.consumer_cursors c
              JOIN unnest($2::bigint[], $3::integer[]) WITH ORDINALITY AS tail (batch_no, ordinal, place) ON tail.place = c.partition + 1
             WHERE c.consumer = ANY ($1)
        ), first_batch AS (
            SELECT DISTINCT c.consumer, coalesce((
                       SELECT b.no - 1 FROM events.relay_batches b
                        WHERE b.no > c.batch_no
                          AND (split_part(b.stream_tails[c.partition + 1], '-', 1)::bigint, split_part(b.stream_tails[c.partition + 1], '-', 2)::integer)
                              > (c.batch_no, c.handled)
                        ORDER BY b.no LIMIT 1), $4) AS no
              FROM standing c WHERE c.is_behind
        ), waiting AS (
            SELECT f.consumer, least(
                       (SELECT l.recorded_at FROM events.log l
                         WHERE l.xid = ANY (ARRAY(SELECT pg_snapshot_xip(b.from_snapshot)))
                           AND (l.xid, l.position) > (b.after_xid, b.after_position) AND (l.xid, l.position) <= (b.last_xid, b.last_position)
                           AND pg_visible_in_snapshot(l.xid, b.to_snapshot)
                         ORDER BY l.xid, l.position LIMIT 1),
                       (SELECT l.recorded_at FROM events.log l
                         WHERE (l.xid, l.position) > (greatest(b.after_xid, pg_snapshot_xmax(b.from_snapshot)),
                                   CASE WHEN b.after_xid < pg_snapshot_xmax(b.from_snapshot) THEN 0 ELSE b.after_position END)
                           AND (l.xid, l.position) <= (b.last_xid, b.last_position)
                           AND pg_visible_in_snapshot(l.xid, b.to_snapshot)
                         ORDER BY l.xid, l.position LIMIT 1)) AS since
              FROM first_batch f JOIN events.relay_batches b ON b.no = f.no
            UNION ALL
            SELECT r.consumer, min(r.first_failed_at) FROM events.retries r WHERE r.consumer = ANY ($1) GROUP BY r.consumer
        )
        SELECT known.consumer, coalesce(extract(epoch FROM clock_timestamp() - min(w.since)), 0)::float8
          FROM (SELECT DISTINCT consumer FROM standing) known LEFT JOIN waiting w ON w.consumer = known.consumer
         GROUP BY known.consumer
        """;

    /// <param name="connection">The relay's.</param>
    /// <param name="indexes">Those that are asked for.</param>
    /// <param name="newest">The last recorded batch.</param>
    /// <param name="tails">Where the streams end once it is published.</param>
    /// <param name="partitions">Number of streams.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Seconds by index, without what is in no stream yet; without the indexes that nobody has begun to keep.</returns>
    public static async Task<Dictionary<SearchIndex, double>> MeasureAsync(
        NpgsqlConnection connection, IReadOnlyList<SearchIndex> indexes, LogBatch newest, StreamTails tails, int partitions, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        StreamCursor[] ends = [.. Enumerable.Range(0, partitions).Select(partition => tails[partition])];
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. indexes.Select(i => i.Consumer)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. ends.Select(end => end.Batch)] });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. ends.Select(end => end.Ordinal)] });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = newest.No, NpgsqlDbType = NpgsqlDbType.Bigint });
        var ages = new Dictionary<SearchIndex, double>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            ages[indexes.First(i => i.Consumer == reader.GetString(0))] = Math.Max(0, reader.GetDouble(1));
        return ages;
    }
}
