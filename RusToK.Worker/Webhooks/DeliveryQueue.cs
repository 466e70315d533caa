using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Events;
using RusToK.Core.Events.Streams;
using RusToK.Core.Persistence;

namespace RusToK.Worker.Webhooks;

/// <summary>
/// Takes what is due and notes how it ended. Whoever takes a delivery commits that before it sends, waiting for the disk: nothing is sent
/// that a crash could make the system forget.
/// </summary>
internal sealed class DeliveryQueue(NpgsqlDataSource dataSource, IOptions<DeliveryOptions> options)
{
    /// <summary>
    /// By the index deliveries_due: it steps from endpoint to endpoint, whatever the number of rows, and takes the few of each that are
    /// due longest. An open breaker whose pause is over lets one through, and is half open until that one's outcome is noted or its
    /// lease ends.
    /// </summary>
    private const string Take = """
        WITH RECURSIVE waiting AS (
            (SELECT tenant_id, endpoint_id, next_attempt_at FROM webhooks.deliveries WHERE status = 'pending' ORDER BY endpoint_id, next_attempt_at LIMIT 1)
            UNION ALL
            SELECT n.tenant_id, n.endpoint_id, n.next_attempt_at
              FROM waiting w
             CROSS JOIN LATERAL (
                SELECT d.tenant_id, d.endpoint_id, d.next_attempt_at FROM webhooks.deliveries d
                 WHERE d.status = 'pending' AND d.endpoint_id > w.endpoint_id ORDER BY d.endpoint_id, d.next_attempt_at LIMIT 1) n),
        due AS (
            SELECT e.tenant_id, e.id, e.url, w.next_attempt_at, coalesce(b.state, 'closed') AS state, b.retry_at,
                   $2 - coalesce((SELECT m.under_way FROM unnest($3, $4) AS m(endpoint_id, under_way) WHERE m.endpoint_id = e.id), 0) AS room
              FROM waiting w
              JOIN webhooks.endpoints e ON e.tenant_id = w.tenant_id AND e.id = w.endpoint_id AND e.is_active
              LEFT JOIN webhooks.breakers b ON b.tenant_id = e.tenant_id AND b.endpoint_id = e.id
             WHERE w.next_attempt_at <= now()),
        probed AS (
            UPDATE webhooks.breakers b SET state = 'half_open', retry_at = now() + $5
              FROM (SELECT p.tenant_id, p.endpoint_id FROM due
                      JOIN webhooks.breakers p ON p.tenant_id = due.tenant_id AND p.endpoint_id = due.id
                     WHERE due.room > 0 AND p.state <> 'closed' AND p.retry_at <= now() FOR UPDATE OF p SKIP LOCKED) mine
             WHERE b.tenant_id = mine.tenant_id AND b.endpoint_id = mine.endpoint_id
            RETURNING b.tenant_id, b.endpoint_id),
        chosen AS (
            SELECT d.tenant_id, d.id, due.url
              FROM due
              LEFT JOIN probed p ON p.tenant_id = due.tenant_id AND p.endpoint_id = due.id
             CROSS JOIN LATERAL (
                SELECT q.tenant_id, q.id FROM webhooks.deliveries q
                 WHERE q.endpoint_id = due.id AND q.status = 'pending' AND q.next_attempt_at <= now()
                 ORDER BY q.next_attempt_at LIMIT CASE WHEN p.endpoint_id IS NULL THEN greatest(due.room, 0) ELSE 1 END
                   FOR UPDATE SKIP LOCKED) d
             WHERE due.state = 'closed' OR p.endpoint_id IS NOT NULL
             LIMIT $1)
        UPDATE webhooks.deliveries d SET attempts = d.attempts + 1, next_attempt_at = now() + $5
          FROM chosen c
         WHERE d.tenant_id = c.tenant_id AND d.id = c.id
        RETURNING d.tenant_id, d.id, d.endpoint_id, c.url, d.envelope, d.attempts, d.round_began, d.deliver_by, d.process_context, d.redelivery_context,
                  ARRAY(SELECT s.value FROM webhooks.secrets s
                         WHERE s.tenant_id = d.tenant_id AND s.endpoint_id = d.endpoint_id AND (s.expires_at IS NULL OR s.expires_at > now())
                         ORDER BY s.created_at DESC)
        """;

    /// <summary>A plan made while the table was small is a sequential scan, and a prepared statement keeps it.</summary>
    private const string ByIndex = "SELECT set_config('enable_seqscan', 'off', true)";

    private const string Note = """
        INSERT INTO webhooks.attempts (tenant_id, delivery_id, number, at, seconds, outcome, status_code, error, response, trace_id)
            SELECT d.tenant_id, d.id, $3, $4, $5, $6, $7, $8, $9, $10 FROM webhooks.deliveries d WHERE d.tenant_id = $1 AND d.id = $2
            ON CONFLICT DO NOTHING
        """;

    /// <summary>Whatever became of the lease meanwhile: the receiver has it.</summary>
    private const string Complete = """
        UPDATE webhooks.deliveries SET status = 'delivered', completed_at = clock_timestamp(), redelivery_context = NULL
         WHERE tenant_id = $1 AND id = $2 AND status <> 'delivered'
        """;

    /// <summary>Only while this attempt is the last one: a worker that was away too long has no say.</summary>
    private const string Postpone = """
        UPDATE webhooks.deliveries SET next_attempt_at = clock_timestamp() + $4
         WHERE tenant_id = $1 AND id = $2 AND attempts = $3 AND status = 'pending'
        """;

    private const string GiveUp = """
        UPDATE webhooks.deliveries SET status = 'failed', completed_at = clock_timestamp(), redelivery_context = NULL
         WHERE tenant_id = $1 AND id = $2 AND attempts = $3 AND status = 'pending'
        """;

    /// <summary>A worker that ends gives back what it has not sent, so that nobody waits for the lease.</summary>
    private const string GiveBack = """
        UPDATE webhooks.deliveries SET next_attempt_at = clock_timestamp(), attempts = attempts - 1
         WHERE tenant_id = $1 AND id = $2 AND attempts = $3 AND status = 'pending'
        """;

    private readonly DeliveryOptions _options = options.Value;

    /// <param name="most">Most deliveries in all.</param>
    /// <param name="underWay">Attempts of this worker under way, by endpoint.</param>
    /// <param name="cancellationToken">The worker stops.</param>
    public async Task<List<DueDelivery>> TakeAsync(int most, IReadOnlyDictionary<Guid, int> underWay, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.Add(ByIndex).Add(
            Take,
            new NpgsqlParameter<int> { TypedValue = most },
            new NpgsqlParameter<int> { TypedValue = _options.ParallelPerEndpoint },
            new NpgsqlParameter<Guid[]> { TypedValue = [.. underWay.Keys] },
            new NpgsqlParameter<int[]> { TypedValue = [.. underWay.Values] },
            new NpgsqlParameter<TimeSpan> { TypedValue = _options.Lease });
        var taken = new List<DueDelivery>();
        var envelopes = new List<EventEnvelope>(1);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await batch.NextResultAsync(reader, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            envelopes.Clear();
            EnvelopeCodec.ReadAll(reader.GetFieldValue<byte[]>(4), envelopes);
            taken.Add(new DueDelivery(
                reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetString(3), reader.GetFieldValue<string[]>(10), envelopes[0],
                reader.GetInt32(5), reader.GetInt32(6), reader.GetFieldValue<DateTimeOffset>(7), reader.IsDBNull(8) ? null : reader.GetString(8),
                reader.IsDBNull(9) ? null : reader.GetString(9)));
        }

        return taken;
    }

    /// <summary>Notes the end of an attempt: its line in the log, what becomes of the delivery, and what the breaker makes of it.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="startedAt">When it began.</param>
    /// <param name="seconds">How long it took.</param>
    /// <param name="retryIn">Pause before the next attempt; null to give up, of no meaning after a success.</param>
    /// <param name="traceId">Its trace.</param>
    /// <param name="cancellationToken">Stops the statement.</param>
    public async Task<BreakerChange> NoteAsync(
        DueDelivery delivery, AttemptResult result, DateTimeOffset startedAt, double seconds, TimeSpan? retryIn, string? traceId, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = connection.CreateBatch();
        batch.Add(
            "SELECT before, after, failing_since FROM webhooks.note_outcome($1, $2, $3, $4, $5, $6)",
            new NpgsqlParameter<Guid> { TypedValue = delivery.TenantId },
            new NpgsqlParameter<Guid> { TypedValue = delivery.EndpointId },
            new NpgsqlParameter<bool> { TypedValue = result.Succeeded },
            new NpgsqlParameter<int> { TypedValue = _options.BreakerThreshold },
            new NpgsqlParameter<double> { TypedValue = _options.BreakerPause.TotalSeconds },
            new NpgsqlParameter<double> { TypedValue = _options.MaxBreakerPause.TotalSeconds });
        batch.Add(
            Note, [.. KeyOf(delivery), new NpgsqlParameter<int> { TypedValue = delivery.Attempt },
                new NpgsqlParameter<DateTime> { TypedValue = startedAt.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new NpgsqlParameter<double> { TypedValue = seconds },
                new NpgsqlParameter<string> { TypedValue = result.Outcome },
                Optional(result.StatusCode, NpgsqlDbType.Integer), Optional(result.Error, NpgsqlDbType.Text),
                Optional(result.Response, NpgsqlDbType.Text), Optional(traceId, NpgsqlDbType.Text)]);
        var number = new NpgsqlParameter<int> { TypedValue = delivery.Attempt };
        if (result.Succeeded)
            batch.Add(Complete, KeyOf(delivery));
        else if (retryIn is { } pause)
            batch.Add(Postpone, [.. KeyOf(delivery), number, new NpgsqlParameter<TimeSpan> { TypedValue = pause }]);
        else
            batch.Add(GiveUp, [.. KeyOf(delivery), number]);

        var change = default(BreakerChange);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken) && !reader.IsDBNull(0))
            change = new BreakerChange(reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<DateTimeOffset>(2));
        while (await batch.NextResultAsync(reader, cancellationToken))
        {
            // Updates say nothing.
        }

        return change;
    }

    public async Task GiveBackAsync(DueDelivery delivery, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(GiveBack);
        foreach (var parameter in KeyOf(delivery))
            command.Parameters.Add(parameter);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = delivery.Attempt });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter[] KeyOf(DueDelivery delivery) =>
        [new NpgsqlParameter<Guid> { TypedValue = delivery.TenantId }, new NpgsqlParameter<Guid> { TypedValue = delivery.Id }];

    private static NpgsqlParameter Optional(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
