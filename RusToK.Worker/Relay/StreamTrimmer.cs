using Npgsql;
using RusToK.Core.Events.Streams;
using StackExchange.Redis;

namespace RusToK.Worker.Relay;

/// <summary>Removes from streams and from the batch list what every consumer has done. Cursors in PostgreSQL decide, not acknowledgements.</summary>
internal static class StreamTrimmer
{
    public static async Task TrimAsync(
        NpgsqlConnection connection, IConnectionMultiplexer redis, int partitions, CancellationToken cancellationToken)
    {
        var slowest = new Dictionary<int, StreamCursor>();
        await using (var command = new NpgsqlCommand("""
            SELECT DISTINCT ON (partition) partition, batch_no, handled
              FROM events.consumer_cursors ORDER BY partition, batch_no, handled
            """, connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                slowest[reader.GetInt16(0)] = new StreamCursor(reader.GetInt64(1), reader.GetInt32(2));
        }

        var database = redis.GetDatabase();
        var trims = slowest.Where(s => s.Key < partitions && s.Value.Batch > 0).Select(s =>
        {
            var firstToKeep = s.Value.Ordinal == int.MaxValue
                ? new StreamCursor(s.Value.Batch + 1, 0)
                : s.Value with { Ordinal = s.Value.Ordinal + 1 };
            return database.StreamTrimByMinIdAsync(StreamNames.Stream(s.Key), firstToKeep.ToString());
        });
        await Task.WhenAll(trims);
    }

    /// <summary>The newest batches stay: they are the relay's own cursor, and what a takeover repeats.</summary>
    public static async Task PruneBatchesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            DELETE FROM events.relay_batches
             WHERE no < least((SELECT min(batch_no) FROM events.consumer_cursors), (SELECT max(no) - 2 FROM events.relay_batches))
            """, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
