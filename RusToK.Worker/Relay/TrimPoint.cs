using Npgsql;
using RusToK.Core.Events.Streams;
using StackExchange.Redis;

namespace RusToK.Worker.Relay;

/// <summary>
/// What every consumer has done for good, and nobody can ask for again. Cursors are committed asynchronously, so a crash may take the
/// last of them back: they count here only once the write-ahead log is on disk past the moment they were read at.
/// </summary>
internal sealed class TrimPoint
{
    private Dictionary<int, StreamCursor> _durable = [];
    private Dictionary<int, StreamCursor>? _candidate;
    private NpgsqlTypes.NpgsqlLogSequenceNumber _readAt;

    public async Task AdvanceAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_candidate is not null)
        {
            await using var flushed = new NpgsqlCommand("SELECT pg_current_wal_flush_lsn()", connection);
            if ((NpgsqlTypes.NpgsqlLogSequenceNumber)(await flushed.ExecuteScalarAsync(cancellationToken))! < _readAt)
                return;
            _durable = _candidate;
        }

        var slowest = new Dictionary<int, StreamCursor>();
        await using var command = new NpgsqlCommand("""
            SELECT DISTINCT ON (partition) partition, batch_no, handled, pg_current_wal_insert_lsn()
              FROM events.consumer_cursors ORDER BY partition, batch_no, handled
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            slowest[reader.GetInt16(0)] = new StreamCursor(reader.GetInt64(1), reader.GetInt32(2));
            _readAt = reader.GetFieldValue<NpgsqlTypes.NpgsqlLogSequenceNumber>(3);
        }

        _candidate = slowest;
    }

    /// <summary>Removes entries that every consumer is past.</summary>
    public async Task TrimAsync(IConnectionMultiplexer redis, int partitions)
    {
        var database = redis.GetDatabase();
        await Task.WhenAll(_durable.Where(s => s.Key < partitions && s.Value.Batch > 0).Select(s =>
        {
            var firstToKeep = s.Value.Ordinal == int.MaxValue
                ? new StreamCursor(s.Value.Batch + 1, 0)
                : s.Value with { Ordinal = s.Value.Ordinal + 1 };
            return database.StreamTrimByMinIdAsync(StreamNames.Stream(s.Key), firstToKeep.ToString());
        }));
    }

    /// <summary>Removes batches that every consumer is past, except the newest: they are the relay's own cursor, and what a takeover repeats.</summary>
    public async Task PruneBatchesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_durable.Count == 0)
            return;
        await using var command = new NpgsqlCommand("""
            DELETE FROM events.relay_batches
             WHERE no < least($1, (SELECT min(batch_no) FROM events.consumer_cursors), (SELECT max(no) - 2 FROM events.relay_batches))
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = _durable.Values.Min(c => c.Batch) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
