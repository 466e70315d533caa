using System.Diagnostics;
using Npgsql;
using RusToK.Core.Events;
using RusToK.Core.Events.Handling;
using RusToK.Core.Events.Streams;
using RusToK.Core.Persistence;

namespace RusToK.Core.Webhooks.Deliveries;

/// <summary>
/// Makes of each event a delivery for each endpoint that wants it, in the transaction that moves the consumer's cursor: one record an event
/// and endpoint, whatever is killed. Sending is another matter; see the Worker's deliverer.
/// </summary>
internal sealed class DeliveryFanOut(EventTypeRegistry registry) : IEventConsumer
{
    /// <summary>
    /// By the index endpoints' key of the tenant. The id is made of event and endpoint, so that a receiver knows a delivery again even when a
    /// crash of PostgreSQL took its record back after it was sent. An endpoint is told of what was recorded since it was switched on.
    /// </summary>
    private const string Insert = """
        INSERT INTO webhooks.deliveries (tenant_id, id, endpoint_id, event_id, event_type, envelope, process_context)
        SELECT w.tenant_id, webhooks.delivery_id(w.id, e.id), w.id, e.id, e.type, e.envelope, e.context
          FROM unnest($1, $2, $3, $4, $5, $6) AS e(id, tenant_id, type, recorded_at, envelope, context)
          JOIN webhooks.endpoints w ON w.tenant_id = e.tenant_id AND w.is_active AND w.active_since <= e.recorded_at
           AND w.events && ARRAY[e.type, split_part(e.type, '.', 1) || '.*', '*']
        ON CONFLICT DO NOTHING
        """;

    private const string Filters = "SELECT tenant_id, events FROM webhooks.endpoints WHERE is_active AND tenant_id = ANY ($1)";

    public string Name => "webhooks";

    public IReadOnlySet<string> EventTypes { get; } = registry.Types.Select(t => t.Type).ToHashSet();

    /// <summary>Also those that a newer version of this product has made.</summary>
    public bool Wants(string eventType) => true;

    /// <summary>
    /// Those that an endpoint wants. Every endpoint that was acknowledged before an event was recorded is seen: both are committed by now.
    /// </summary>
    public async ValueTask<Func<EventEnvelope, bool>?> ChooseAsync(
        IEnumerable<EventEnvelope> events, NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        var wanted = new Dictionary<Guid, HashSet<string>>();
        await using var command = dataSource.CreateCommand(Filters);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. events.Select(e => e.TenantId).Distinct()] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!wanted.TryGetValue(reader.GetGuid(0), out var filters))
                wanted[reader.GetGuid(0)] = filters = [];
            filters.UnionWith(reader.GetFieldValue<string[]>(1));
        }

        return e => wanted.TryGetValue(e.TenantId, out var filters)
            && (filters.Contains(e.Type) || filters.Contains("*") || filters.Contains(e.Type.Split('.')[0] + ".*"));
    }

    public void Project(IReadOnlyList<EventEnvelope> events, NpgsqlBatch batch) => Project(events, new Activity?[events.Count], batch);

    public void Project(IReadOnlyList<EventEnvelope> events, IReadOnlyList<Activity?> handling, NpgsqlBatch batch)
    {
        var rows = events.Select((e, i) => (Event: e, Context: handling[i]?.Id)).ToList();
        var columns = new Columns<(EventEnvelope Event, string? Context)>(Insert, rows)
            .Id(r => r.Event.Id)
            .Id(r => r.Event.TenantId)
            .Text(r => r.Event.Type)
            .Time(r => r.Event.RecordedAt)
            .Bytes(r => EnvelopeCodec.Encode(r.Event))
            .OptionalText(r => r.Context);
        batch.BatchCommands.Add(columns.Command);
    }
}
