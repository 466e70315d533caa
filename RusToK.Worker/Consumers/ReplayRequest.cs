using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Events;
using RusToK.Core.Events.Streams;

namespace RusToK.Worker.Consumers;

/// <summary>A dead letter that an operator wants applied again.</summary>
/// <param name="Id">The dead letter.</param>
/// <param name="Operation">Trace context of the operator's action.</param>
internal sealed record ReplayRequest(Guid Id, EventEnvelope Envelope, int Attempts, ActivityContext Operation)
{
    public static async Task<List<ReplayRequest>> LoadAsync(
        NpgsqlDataSource dataSource, string consumer, int partition, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("""
            SELECT id, envelope, attempts, replay_traceparent FROM events.dead_letters
             WHERE status = 'replaying' AND consumer = $1 AND partition = $2 ORDER BY aggregate_id, aggregate_version LIMIT 1000
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = consumer });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)partition });
        var requests = new List<ReplayRequest>();
        var envelopes = new List<EventEnvelope>(1);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            envelopes.Clear();
            EnvelopeCodec.ReadAll(reader.GetFieldValue<byte[]>(1), envelopes);
            ActivityContext.TryParse(reader.IsDBNull(3) ? null : reader.GetString(3), null, isRemote: true, out var operation);
            requests.Add(new ReplayRequest(reader.GetGuid(0), envelopes[0], reader.GetInt32(2), operation));
        }

        return requests;
    }

    /// <summary>Marks it done, in the transaction that applies it.</summary>
    public NpgsqlBatchCommand Resolve(string? replayTrace)
    {
        var command = new NpgsqlBatchCommand("""
            UPDATE events.dead_letters SET status = 'replayed', resolved_at = clock_timestamp(), attempts = attempts + 1,
                replay_traceparent = coalesce($2, replay_traceparent)
             WHERE id = $1
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Id });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)replayTrace ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return command;
    }

    public async Task RejectAsync(NpgsqlDataSource dataSource, Exception error, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("""
            UPDATE events.dead_letters SET status = 'dead', attempts = attempts + 1, error_type = $2, error_message = left($3, 2000)
             WHERE id = $1
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = error.GetType().FullName ?? "unknown" });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = error.Message.Replace("\0", string.Empty, StringComparison.Ordinal) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
