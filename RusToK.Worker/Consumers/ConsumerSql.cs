using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Events.Streams;
using RusToK.Core.Persistence;
using RusToK.Worker.Hosting;

namespace RusToK.Worker.Consumers;

/// <summary>The statements that travel with a projection's own, in the same transaction.</summary>
internal static class ConsumerSql
{
    private const int MaxErrorText = 2000;

    /// <summary>First in every batch: takes the cursors' row locks, and fails the batch when another worker has moved one.</summary>
    public static NpgsqlBatchCommand Advance(string consumer, params IReadOnlyList<CursorMove> moves)
    {
        var command = new NpgsqlBatchCommand("SELECT events.advance_cursors($1, $2, $3, $4, $5, $6, $7)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = consumer });
        command.Parameters.Add(new NpgsqlParameter<short[]> { TypedValue = [.. moves.Select(m => (short)m.Partition)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. moves.Select(m => m.From.Batch)] });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. moves.Select(m => m.From.Ordinal)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. moves.Select(m => m.To.Batch)] });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. moves.Select(m => m.To.Ordinal)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. moves.Select(m => m.Term)] });
        return command;
    }

    public static NpgsqlBatchCommand Park(string consumer, int partition, ParkedEvent parked, Exception? error)
    {
        var command = new NpgsqlBatchCommand("""
            INSERT INTO events.retries (consumer, partition, batch_no, ordinal, event_id, aggregate_id, envelope, attempts,
                next_attempt_at, first_failed_at, error_type, error_message)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT (consumer, partition, batch_no, ordinal) DO UPDATE SET attempts = excluded.attempts,
                next_attempt_at = excluded.next_attempt_at, error_type = excluded.error_type, error_message = excluded.error_message
            """);
        AddKey(command, consumer, partition, parked.At);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = parked.Envelope.Id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = parked.Envelope.AggregateId });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = EnvelopeCodec.Encode(parked.Envelope) });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = parked.Attempts });
        command.Parameters.Add(Time(parked.NextAttemptAt));
        command.Parameters.Add(Time(parked.FirstFailedAt));
        command.Parameters.Add(Text(error?.GetType().FullName));
        command.Parameters.Add(Text(Shorten(error?.Message)));
        return command;
    }

    /// <summary>
    /// Commits without waiting for the disk. Effects and cursor go together, the log is kept until both are on disk, and so a crash costs a
    /// repetition of what it took back and nothing else.
    /// </summary>
    public static NpgsqlBatchCommand WithoutWaiting(TimeSpan longest) =>
        Settings("SELECT set_config('synchronous_commit', 'off', true), set_config('transaction_timeout', $1, true)", longest);

    /// <summary>
    /// Before the cursors' locks are taken: a worker that freezes while it sends the rest gives them back, and the partition's next owner goes on.
    /// </summary>
    public static NpgsqlBatchCommand Within(TimeSpan longest) => Settings("SELECT set_config('transaction_timeout', $1, true)", longest);

    public static NpgsqlBatchCommand Unpark(string consumer, int partition, StreamCursor at)
    {
        var command = new NpgsqlBatchCommand(
            "DELETE FROM events.retries WHERE consumer = $1 AND partition = $2 AND batch_no = $3 AND ordinal = $4");
        AddKey(command, consumer, partition, at);
        return command;
    }

    public static NpgsqlBatchCommand Bury(
        string consumer, int partition, ParkedEvent parked, int attempts, Exception error, string? failedTrace)
    {
        var e = parked.Envelope;
        var command = new NpgsqlBatchCommand("""
            INSERT INTO events.dead_letters (id, consumer, partition, event_id, event_type, tenant_id, aggregate_type, aggregate_id,
                aggregate_version, envelope, attempts, error_type, error_message, traceparent, failed_traceparent, first_failed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            ON CONFLICT (consumer, event_id) DO UPDATE SET status = 'dead', attempts = excluded.attempts, dead_at = clock_timestamp(),
                error_type = excluded.error_type, error_message = excluded.error_message,
                failed_traceparent = excluded.failed_traceparent, resolved_at = NULL
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7() });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = consumer });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)partition });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = e.Id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = e.Type });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = e.TenantId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = e.AggregateType });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = e.AggregateId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = e.AggregateVersion });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = EnvelopeCodec.Encode(e) });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = attempts });
        command.Parameters.Add(Text(error.GetType().FullName));
        command.Parameters.Add(Text(Shorten(error.Message)));
        command.Parameters.Add(Text(e.TraceParent));
        command.Parameters.Add(Text(failedTrace));
        command.Parameters.Add(Time(parked.FirstFailedAt));
        return command;
    }

    /// <summary>What is projected carries arrays of keys.</summary>
    private static NpgsqlBatchCommand Settings(string sql, TimeSpan longest)
    {
        var command = new NpgsqlBatchCommand(sql + PlanSettings.Of(PlanChoice.ByKey));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Silence.Milliseconds(longest) });
        return command;
    }

    private static void AddKey(NpgsqlBatchCommand command, string consumer, int partition, StreamCursor at)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = consumer });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)partition });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = at.Batch });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = at.Ordinal });
    }

    private static NpgsqlParameter<DateTime> Time(DateTimeOffset value) =>
        new() { TypedValue = value.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    private static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    /// <summary>PostgreSQL's text holds no NUL, and nobody reads past the first lines.</summary>
    private static string? Shorten(string? text) =>
        text?.Replace("\0", string.Empty, StringComparison.Ordinal) is { } clean && clean.Length > MaxErrorText
            ? clean[..MaxErrorText]
            : text?.Replace("\0", string.Empty, StringComparison.Ordinal);
}
