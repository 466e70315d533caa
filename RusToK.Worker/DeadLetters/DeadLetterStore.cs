using System.Diagnostics;
using Npgsql;
using RusToK.Core.Events;
using RusToK.Core.Events.Streams;

namespace RusToK.Worker.DeadLetters;

/// <summary>
/// Dead letters as an operator handles them. A replay is only asked for here; the worker that owns the partition does it, in order with
/// everything else.
/// </summary>
internal sealed class DeadLetterStore(NpgsqlDataSource dataSource)
{
    private const string Columns =
        "id, consumer, envelope, status, attempts, error_type, error_message, failed_traceparent, first_failed_at, dead_at, resolved_at";

    /// <param name="status">dead, replaying, replayed or discarded; null for all.</param>
    /// <param name="limit">Most rows, oldest first.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<List<DeadLetter>> ListAsync(string? status, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"SELECT {Columns} FROM events.dead_letters WHERE $1::text IS NULL OR status = $1 ORDER BY dead_at LIMIT {limit}");
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)status ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        return await ReadAsync(command, cancellationToken);
    }

    public async Task<DeadLetter?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"SELECT {Columns} FROM events.dead_letters WHERE id = $1 OR event_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        return (await ReadAsync(command, cancellationToken)).FirstOrDefault();
    }

    /// <summary>Asks for a replay; null ids mean every dead one.</summary>
    /// <returns>How many will be replayed.</returns>
    public Task<int> RequestReplayAsync(Guid[]? ids, string requestedBy, CancellationToken cancellationToken) =>
        ChangeAsync("""
            UPDATE events.dead_letters SET status = 'replaying', replay_traceparent = $2, replay_requested_by = $3
             WHERE status = 'dead' AND ($1::uuid[] IS NULL OR id = ANY ($1) OR event_id = ANY ($1))
            """, ids, cancellationToken, Activity.Current?.Id, requestedBy);

    /// <summary>Gives events up for good.</summary>
    /// <returns>How many were discarded.</returns>
    public Task<int> DiscardAsync(Guid[] ids, CancellationToken cancellationToken) =>
        ChangeAsync("""
            UPDATE events.dead_letters SET status = 'discarded', resolved_at = clock_timestamp()
             WHERE status = 'dead' AND (id = ANY ($1) OR event_id = ANY ($1))
            """, ids, cancellationToken);

    private async Task<int> ChangeAsync(string sql, Guid[]? ids, CancellationToken cancellationToken, params string?[] more)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = (object?)ids ?? DBNull.Value,
            NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Uuid,
        });
        foreach (var text in more)
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<List<DeadLetter>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var letters = new List<DeadLetter>();
        var envelopes = new List<EventEnvelope>(1);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            envelopes.Clear();
            EnvelopeCodec.ReadAll(reader.GetFieldValue<byte[]>(2), envelopes);
            letters.Add(new DeadLetter(
                reader.GetGuid(0), reader.GetString(1), envelopes[0], reader.GetString(3), reader.GetInt32(4), reader.GetString(5),
                reader.GetString(6), reader.IsDBNull(7) ? null : reader.GetString(7), reader.GetFieldValue<DateTime>(8),
                reader.GetFieldValue<DateTime>(9), reader.IsDBNull(10) ? null : reader.GetFieldValue<DateTime>(10)));
        }

        return letters;
    }
}
