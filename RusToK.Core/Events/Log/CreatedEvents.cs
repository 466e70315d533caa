using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Events.Log;

/// <summary>Events with identity and open <c>create</c> spans, about to be written.</summary>
internal sealed class CreatedEvents(EventEnvelope[] envelopes, Activity?[] spans)
{
    public static readonly CreatedEvents None = new([], []);

    /// <summary>xid and position are defaults of the table: they are PostgreSQL's to give.</summary>
    private const string Insert = """
        INSERT INTO events.log (id, type, schema_version, tenant_id, aggregate_type, aggregate_id, aggregate_version,
            correlation_id, causation_id, actor_id, occurred_at, traceparent, tracestate, baggage, payload)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """;

    public void AddTo(NpgsqlBatch batch)
    {
        foreach (var e in envelopes)
        {
            var command = new NpgsqlBatchCommand(Insert);
            var p = command.Parameters;
            p.Add(new NpgsqlParameter<Guid> { TypedValue = e.Id });
            p.Add(new NpgsqlParameter<string> { TypedValue = e.Type });
            p.Add(new NpgsqlParameter<short> { TypedValue = (short)e.SchemaVersion });
            p.Add(new NpgsqlParameter<Guid> { TypedValue = e.TenantId });
            p.Add(new NpgsqlParameter<string> { TypedValue = e.AggregateType });
            p.Add(new NpgsqlParameter<Guid> { TypedValue = e.AggregateId });
            p.Add(new NpgsqlParameter<long> { TypedValue = e.AggregateVersion });
            p.Add(new NpgsqlParameter<Guid> { TypedValue = e.CorrelationId });
            p.Add(new NpgsqlParameter { Value = (object?)e.CausationId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
            p.Add(new NpgsqlParameter { Value = (object?)e.ActorId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
            p.Add(new NpgsqlParameter<DateTime> { TypedValue = e.OccurredAt.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
            p.Add(Text(e.TraceParent));
            p.Add(Text(e.TraceState));
            p.Add(Text(e.Baggage));
            p.Add(new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = e.Payload, NpgsqlDbType = NpgsqlDbType.Json });
            batch.BatchCommands.Add(command);
        }
    }

    public void Complete()
    {
        foreach (var span in spans)
            span?.Dispose();
    }

    public void Fail(Exception error)
    {
        foreach (var span in spans)
        {
            span?.SetTag(Attributes.ErrorType, error.GetType().FullName);
            span?.SetStatus(ActivityStatusCode.Error, "not committed");
            span?.Dispose();
        }
    }

    private static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
