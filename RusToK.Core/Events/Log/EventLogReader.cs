using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Events.Streams;

namespace RusToK.Core.Events.Log;

/// <summary>
/// Reads the log in commit order by the difference of two snapshots, so that an open transaction holds back its own
/// events and nobody else's (ADR 0003).
/// </summary>
/// <remarks>
/// A cursor on position alone would skip transactions that commit late; one behind <c>pg_snapshot_xmin</c> would stall
/// behind any open writer of the cluster. Here a batch is the events whose transaction was running or had not begun in the last
/// snapshot and is finished in the next one. Both branches walk <c>log_xid_position</c>; the number of open transactions, not
/// their age, is what an open writer costs. A walk has one lower bound, made here: of two the B-tree begins at whichever is written first, be it the
/// beginning of the log, and reads all that lies between them.
/// </remarks>
public static class EventLogReader
{
    internal const string Columns =
        "id, type, schema_version, tenant_id, aggregate_type, aggregate_id, aggregate_version, correlation_id, causation_id, " +
        "actor_id, occurred_at, recorded_at, traceparent, tracestate, baggage, payload, xid, position";

    private const int PayloadColumn = 15;

    /// <summary>
    /// $1 number of the new batch, $2 from, $3 to (null: now), $4 and $5 after, $6 term, $7 oldest time of writing that can be new, $8 tails
    /// of the streams, $9 and $10 the later of after and where the transactions begin that from had not seen begin. The page is picked, recorded and
    /// returned by one statement, under one snapshot.
    /// </summary>
    private static string NextSql(int limit) => $"""
        WITH bound AS MATERIALIZED (
            SELECT $2::text::pg_snapshot AS lower, coalesce($3::text::pg_snapshot, pg_current_snapshot()) AS upper
        ), page AS MATERIALIZED (
            SELECT * FROM (
                (SELECT {Columns} FROM events.log
                  WHERE xid = ANY (ARRAY(SELECT pg_snapshot_xip(lower) FROM bound))
                    AND (xid, position) > ($4, $5) AND pg_visible_in_snapshot(xid, (SELECT upper FROM bound)) AND recorded_at >= $7
                  ORDER BY xid, position LIMIT {limit})
                UNION ALL
                (SELECT {Columns} FROM events.log
                  WHERE (xid, position) > ($9, $10) AND pg_visible_in_snapshot(xid, (SELECT upper FROM bound)) AND recorded_at >= $7
                  ORDER BY xid, position LIMIT {limit})) AS both_branches
            ORDER BY xid, position LIMIT {limit}
        ), recorded AS (
            INSERT INTO events.relay_batches
                (no, term, from_snapshot, to_snapshot, after_xid, after_position, last_xid, last_position, complete, events, stream_tails)
            SELECT $1, $6, lower, upper, $4, $5, last.xid, last.position, size.n < {limit}, size.n, $8
              FROM bound, (SELECT count(*)::integer AS n FROM page) AS size,
                   (SELECT xid, position FROM page ORDER BY xid DESC, position DESC LIMIT 1) AS last
        )
        SELECT page.*, bound.upper::text, clock_timestamp() FROM bound LEFT JOIN page ON true ORDER BY page.xid, page.position
        """;

    /// <summary>$1 from, $2 to, $3 and $4 after, $5 and $6 last, $7 and $8 the later of after and where the transactions begin that from had not seen begin.</summary>
    private const string AgainSql = $"""
        SELECT {Columns} FROM events.log
         WHERE xid = ANY (ARRAY(SELECT pg_snapshot_xip($1::text::pg_snapshot)))
           AND (xid, position) > ($3, $4) AND (xid, position) <= ($5, $6) AND pg_visible_in_snapshot(xid, $2::text::pg_snapshot)
        UNION ALL
        SELECT {Columns} FROM events.log
         WHERE (xid, position) > ($7, $8) AND (xid, position) <= ($5, $6) AND pg_visible_in_snapshot(xid, $2::text::pg_snapshot)
        """;

    private const string BatchColumns =
        "no, term, from_snapshot::text, to_snapshot::text, after_xid, after_position, last_xid, last_position, complete, stream_tails";

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, string> NextSqlByLimit = new();

    /// <summary>
    /// Picks and records the batch that follows <paramref name="previous"/>. Empty differences are not recorded.
    /// </summary>
    /// <param name="connection">A connection as <c>rustok_worker</c>.</param>
    /// <param name="previous">The last recorded batch.</param>
    /// <param name="seen">
    /// A snapshot later than the last recorded one, up to which nothing was found; null to start from <paramref name="previous"/>.
    /// </param>
    /// <param name="tails">Where the streams end once everything up to <paramref name="previous"/> is published.</param>
    /// <param name="limit">Most events in the batch.</param>
    /// <param name="term">The relay's term of office.</param>
    /// <param name="horizon">Lets days of the log be left out that cannot hold anything new.</param>
    /// <param name="events">Filled with the events, in order.</param>
    /// <returns>
    /// The recorded batch, or null when there is nothing new (then the difference <paramref name="previous"/> was a page of is
    /// complete); and the snapshot that was looked at.
    /// </returns>
    /// <exception cref="PostgresException">23505 when another relay recorded a batch of the same number: this one lost its office.</exception>
    public static async Task<(LogBatch? Batch, string Seen)> ReadNextAsync(
        NpgsqlConnection connection, LogBatch previous, string? seen, StreamTails tails, int limit, long term, LogHorizon horizon, List<LoggedEvent> events,
        CancellationToken cancellationToken)
    {
        var from = previous.Complete ? seen ?? previous.ToSnapshot : previous.FromSnapshot;
        var to = previous.Complete ? null : previous.ToSnapshot;
        var after = previous.Complete ? LogPosition.Start : previous.Last;

        await using var command = new NpgsqlCommand(NextSqlByLimit.GetOrAdd(limit, NextSql), connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = previous.No + 1 });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = from });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)to ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        AddPosition(command, after);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = term });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = horizon.OldestNew, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = tails.ToIds() });
        AddPosition(command, Unseen(from, after));

        events.Clear();
        var now = DateTime.MinValue;
        var upper = to ?? from;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                if (events.Count == 0)
                    (upper, now) = (reader.GetString(PayloadColumn + 3), reader.GetDateTime(PayloadColumn + 4));
                if (!reader.IsDBNull(0))
                    events.Add(Read(reader));
            }
        }

        if (to is null)
            horizon.Observe(upper, now);
        if (events.Count == 0)
            return (null, upper);

        var batch = new LogBatch(previous.No + 1, term, from, upper, after, events[^1].At, events.Count < limit, tails);
        SortByPosition(events);
        return (batch, upper);
    }

    /// <summary>How many events come after a batch, and the seconds since the oldest of them was recorded (0 when there is none), as a row of a <c>FROM</c>: parameters of <see cref="AddUnread"/>, from $1.</summary>
    /// <param name="most">Counted at most.</param>
    public static string UnreadSql(int most) => $"""
        (SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(recorded_at)), 0)::float8 FROM (
            (SELECT recorded_at FROM events.log
              WHERE xid = ANY (ARRAY(SELECT pg_snapshot_xip($1::text::pg_snapshot))) AND (xid, position) > ($2, $3)
              ORDER BY xid, position LIMIT {most})
            UNION ALL
            (SELECT recorded_at FROM events.log WHERE (xid, position) > ($4, $5) ORDER BY xid, position LIMIT {most})
            LIMIT {most}) AS unread)
        """;

    /// <summary>The parameters of <see cref="UnreadSql"/>.</summary>
    public static void AddUnread(NpgsqlCommand command, LogBatch newest)
    {
        var (seen, after) = newest.Complete ? (newest.ToSnapshot, LogPosition.Start) : (newest.FromSnapshot, newest.Last);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = seen });
        AddPosition(command, after);
        AddPosition(command, Unseen(seen, after));
    }

    /// <summary>Where the walk along transactions begins that a snapshot had not seen begin; those it had seen running are asked for by their numbers.</summary>
    private static LogPosition Unseen(string snapshot, LogPosition after) => LogPosition.Later(after, LogPosition.Before(SnapshotBounds.Of(snapshot).Next));

    /// <summary>The events of a recorded batch, the same as the first time and in the same order.</summary>
    public static async Task ReadAgainAsync(
        NpgsqlConnection connection, LogBatch batch, List<LoggedEvent> events, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(AgainSql, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = batch.FromSnapshot });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = batch.ToSnapshot });
        AddPosition(command, batch.After);
        AddPosition(command, batch.Last);
        AddPosition(command, Unseen(batch.FromSnapshot, batch.After));
        events.Clear();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            events.Add(Read(reader));
        SortByPosition(events);
    }

    /// <summary>Recorded batches from a number on, oldest first.</summary>
    public static async Task<List<LogBatch>> BatchesFromAsync(
        NpgsqlConnection connection, long no, int most, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            SELECT {BatchColumns}
              FROM events.relay_batches WHERE no >= $1 ORDER BY no LIMIT {most}
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = no });
        return await ReadBatchesAsync(command, cancellationToken);
    }

    /// <summary>The newest recorded batch; number 0 when nothing was published yet.</summary>
    public static async Task<LogBatch> NewestBatchAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            SELECT {BatchColumns}
              FROM events.relay_batches ORDER BY no DESC LIMIT 1
            """, connection);
        return (await ReadBatchesAsync(command, cancellationToken))[0];
    }

    /// <summary>
    /// Pages are cut by transaction, but a transaction that took its number early may have waited for another's row: position
    /// is given under that row's lock, so it alone follows the versions of an aggregate.
    /// </summary>
    private static void SortByPosition(List<LoggedEvent> events) =>
        events.Sort(static (a, b) => a.At.Position.CompareTo(b.At.Position));

    internal static LoggedEvent Read(NpgsqlDataReader reader) => new(
        new EventEnvelope
        {
            Id = reader.GetGuid(0),
            Type = Interned(reader.GetString(1)),
            SchemaVersion = reader.GetInt16(2),
            TenantId = reader.GetGuid(3),
            AggregateType = Interned(reader.GetString(4)),
            AggregateId = reader.GetGuid(5),
            AggregateVersion = reader.GetInt64(6),
            CorrelationId = reader.GetGuid(7),
            CausationId = reader.IsDBNull(8) ? null : reader.GetGuid(8),
            ActorId = reader.IsDBNull(9) ? null : reader.GetGuid(9),
            OccurredAt = reader.GetFieldValue<DateTime>(10),
            RecordedAt = reader.GetFieldValue<DateTime>(11),
            TraceParent = reader.IsDBNull(12) ? null : reader.GetString(12),
            TraceState = reader.IsDBNull(13) ? null : reader.GetString(13),
            Baggage = reader.IsDBNull(14) ? null : reader.GetString(14),
            Payload = reader.GetFieldValue<byte[]>(PayloadColumn),
        },
        new LogPosition(reader.GetFieldValue<ulong>(16), reader.GetInt64(17)));

    private static async Task<List<LogBatch>> ReadBatchesAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var batches = new List<LogBatch>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            batches.Add(new LogBatch(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3),
                new LogPosition(reader.GetFieldValue<ulong>(4), reader.GetInt64(5)),
                new LogPosition(reader.GetFieldValue<ulong>(6), reader.GetInt64(7)),
                reader.GetBoolean(8), StreamTails.Parse(reader.GetFieldValue<string[]>(9))));
        return batches;
    }

    private static void AddPosition(NpgsqlCommand command, LogPosition position)
    {
        command.Parameters.Add(new NpgsqlParameter<ulong> { TypedValue = position.Xid, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = position.Position });
    }

    /// <summary>Type names are few and known: one string each instead of one per event.</summary>
    private static string Interned(string text) => string.IsInterned(text) ?? text;
}
