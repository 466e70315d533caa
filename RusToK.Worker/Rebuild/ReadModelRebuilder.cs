using Npgsql;
using RusToK.Core.Events;
using RusToK.Core.Events.Handling;
using RusToK.Core.Events.Log;
using RusToK.Core.Events.Streams;
using RusToK.Core.Persistence;

namespace RusToK.Worker.Rebuild;

/// <summary>
/// Writes a read model anew from the whole log, in one transaction: readers see the old one until the new one is complete, and live
/// consumers go on exactly where the rebuild ended.
/// </summary>
internal sealed class ReadModelRebuilder(NpgsqlDataSource dataSource, ILogger<ReadModelRebuilder> logger)
{
    private const int EventsPerBatch = 2000;

    /// <summary>
    /// Makes sure that the consumer has a cursor in every stream. A new projection first reads the log there is; any other consumer begins
    /// where the log ends.
    /// </summary>
    /// <returns>The number of partitions.</returns>
    public async Task<int> EnsureCursorsAsync(IEventConsumer consumer, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var state = await Relay.RelayState.LoadAsync(connection, cancellationToken);
        await using var command = new NpgsqlCommand("""
            SELECT (SELECT count(*) FROM events.consumer_cursors WHERE consumer = $1) = $2,
                   (SELECT max(no) FROM events.relay_batches)
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = consumer.Name });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = state.Partitions });
        var (complete, newest) = await ReadAsync(command, cancellationToken);
        if (complete)
            return state.Partitions;
        if (newest > 0 && consumer is IProjection projection)
            await RebuildAsync(projection, null, cancellationToken);
        else
            await AddCursorsAsync(connection, null, consumer, state.Partitions, newest, cancellationToken);
        return state.Partitions;
    }

    /// <summary>Empties the projection's tables and applies the whole log to them.</summary>
    /// <param name="progress">Told the number of events applied so far.</param>
    /// <returns>The number of events applied.</returns>
    /// <exception cref="InvalidOperationException">Retention has dropped the beginning of the log.</exception>
    public async Task<long> RebuildAsync(IProjection projection, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var state = await Relay.RelayState.LoadAsync(connection, cancellationToken);
        await RefuseTruncatedLogAsync(connection, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // It takes as long as the log is long; a worker that freezes meanwhile must not keep the cursors.
        await ExecuteAsync(connection, transaction, "SET LOCAL idle_in_transaction_session_timeout = '60s'", null, cancellationToken);
        await AddCursorsAsync(connection, transaction, projection, state.Partitions, after: 0, cancellationToken);
        // In the order in which consumers take them, or each could wait for the other.
        await ExecuteAsync(
            connection, transaction, "SELECT FROM events.consumer_cursors WHERE consumer = $1 ORDER BY partition FOR UPDATE", projection.Name, cancellationToken);

        var newest = await EventLogReader.NewestBatchAsync(connection, cancellationToken);
        foreach (var table in projection.Tables)
            await ExecuteAsync(connection, transaction, $"DELETE FROM {table}", null, cancellationToken);
        await ExecuteAsync(connection, transaction, "DELETE FROM events.retries WHERE consumer = $1", projection.Name, cancellationToken);
        // What is applied now is dead no longer; what fails again is buried again. What an operator discarded stays out.
        await ExecuteAsync(connection, transaction,
            "DELETE FROM events.dead_letters WHERE consumer = $1 AND status IN ('dead', 'replaying')", projection.Name, cancellationToken);

        await ExecuteAsync(connection, transaction, "SELECT set_config('jit', 'off', true)" + PlanSettings.Of(PlanChoice.ByKey), null, cancellationToken);
        var applied = 0L;
        var batch = new List<EventEnvelope>(EventsPerBatch);
        await foreach (var envelope in ReadLogAsync(newest, projection, cancellationToken))
        {
            batch.Add(envelope);
            if (batch.Count < EventsPerBatch)
                continue;
            applied += await ApplyAsync(connection, transaction, projection, batch, cancellationToken);
            progress?.Report(applied);
        }

        applied += await ApplyAsync(connection, transaction, projection, batch, cancellationToken);
        await using (var command = new NpgsqlCommand("""
            UPDATE events.consumer_cursors SET batch_no = $2, handled = 2147483647, updated_at = clock_timestamp() WHERE consumer = $1
            """, connection, transaction))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = projection.Name });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = newest.No });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        progress?.Report(applied);
        RebuildLog.Rebuilt(logger, projection.Name, applied, newest.No);
        return applied;
    }

    /// <summary>
    /// A poison event must not stop a rebuild: its aggregate is left out with a dead letter, as the live consumer would have done.
    /// </summary>
    private async Task<int> ApplyAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IProjection projection, List<EventEnvelope> events,
        CancellationToken cancellationToken)
    {
        if (events.Count == 0)
            return 0;
        var applied = await ApplyRangeAsync(connection, transaction, projection, [.. events], cancellationToken);
        events.Clear();
        return applied;
    }

    private async Task<int> ApplyRangeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IProjection projection, List<EventEnvelope> events,
        CancellationToken cancellationToken)
    {
        await transaction.SaveAsync("piece", cancellationToken);
        try
        {
            await using var batch = new NpgsqlBatch(connection, transaction);
            projection.Project(events, batch);
            if (batch.BatchCommands.Count > 0)
                await batch.ExecuteNonQueryAsync(cancellationToken);
            await transaction.ReleaseAsync("piece", cancellationToken);
            return events.Count;
        }
        catch (Exception error) when (Consumers.Failures.Classify(error) == Consumers.FailureKind.Poison)
        {
            await transaction.RollbackAsync("piece", cancellationToken);
            if (events.Count == 1)
            {
                await BuryAsync(connection, transaction, projection, events[0], error, cancellationToken);
                return 0;
            }

            var half = events.Count / 2;
            return await ApplyRangeAsync(connection, transaction, projection, events[..half], cancellationToken)
                + await ApplyRangeAsync(connection, transaction, projection, events[half..], cancellationToken);
        }
    }

    private async Task BuryAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IProjection projection, EventEnvelope envelope, Exception error,
        CancellationToken cancellationToken)
    {
        RebuildLog.EventDead(logger, error, projection.Name, envelope.Id);
        var state = await Relay.RelayState.LoadAsync(connection, cancellationToken);
        var parked = new Consumers.ParkedEvent(envelope, default, 1, default, TimeProvider.System.GetUtcNow());
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Consumers.ConsumerSql.Bury(
            projection.Name, Partitioning.Of(envelope.AggregateId, state.Partitions), parked, 1, error, null));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The log up to a batch, by position: within one aggregate that is the order of its versions.</summary>
    private async IAsyncEnumerable<EventEnvelope> ReadLogAsync(
        LogBatch newest, IProjection projection,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"""
            SELECT {EventLogReader.Columns} FROM events.log
             WHERE type = ANY ($1) AND pg_visible_in_snapshot(xid, $2::text::pg_snapshot)
               AND ($3 OR pg_visible_in_snapshot(xid, $4::text::pg_snapshot) OR (xid, position) <= ($5, $6))
               AND id NOT IN (SELECT event_id FROM events.dead_letters WHERE consumer = $7 AND status = 'discarded')
             ORDER BY position
            """, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. projection.EventTypes] });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = newest.ToSnapshot });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = newest.Complete });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = newest.FromSnapshot });
        command.Parameters.Add(new NpgsqlParameter<ulong> { TypedValue = newest.Last.Xid, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Xid8 });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = newest.Last.Position });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = projection.Name });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return EventLogReader.Read(reader).Envelope;
    }

    private static async Task RefuseTruncatedLogAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT dropped_before FROM events.relay_state", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is DateTime droppedBefore)
            throw new InvalidOperationException(
                $"The event log begins at {droppedBefore:yyyy-MM-dd}: retention has dropped what came before, so a read model rebuilt " +
                "from it would be incomplete. Nothing was changed.");
    }

    private static async Task AddCursorsAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, IEventConsumer consumer, int partitions, long after,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO events.consumer_cursors (consumer, partition, batch_no, handled)
                SELECT $1, p, $3, CASE WHEN $3 > 0 THEN 2147483647 ELSE 0 END FROM generate_series(0, $2 - 1) AS p
            ON CONFLICT DO NOTHING
            """, connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = consumer.Name });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = partitions });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, string? consumer, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 0 };
        if (consumer is not null)
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = consumer });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<(bool Complete, long Newest)> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetBoolean(0), reader.GetInt64(1));
    }
}
