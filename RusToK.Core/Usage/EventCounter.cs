using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Events;
using RusToK.Core.Events.Handling;

namespace RusToK.Core.Usage;

/// <summary>
/// Counts events by tenant and by the day they were recorded, in the transaction that moves the consumer's cursor: each is counted once,
/// whatever is killed.
/// </summary>
internal sealed class EventCounter(EventTypeRegistry registry) : IEventConsumer
{
    /// <summary>In one order everywhere, so that two transactions wait for each other and not in a circle.</summary>
    private const string Add = """
        INSERT INTO usage.days AS d (tenant_id, day, events)
            SELECT * FROM unnest($1, $2, $3) AS c(tenant_id, day, events) ORDER BY 2, 1
            ON CONFLICT (tenant_id, day) DO UPDATE SET events = d.events + excluded.events
        """;

    public string Name => "usage";

    public IReadOnlySet<string> EventTypes { get; } = registry.Types.Select(t => t.Type).ToHashSet();

    /// <summary>Nobody looks in a request's trace for its having been counted.</summary>
    public bool IsTraced => false;

    /// <summary>Also those that a newer version of this product has made.</summary>
    public bool Wants(string eventType) => true;

    public void Project(IReadOnlyList<EventEnvelope> events, NpgsqlBatch batch)
    {
        var counts = events.CountBy(e => (e.TenantId, Day: DateOnly.FromDateTime(e.RecordedAt.UtcDateTime))).ToList();
        var command = new NpgsqlBatchCommand(Add);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. counts.Select(c => c.Key.TenantId)] });
        command.Parameters.Add(new NpgsqlParameter<DateOnly[]> { TypedValue = [.. counts.Select(c => c.Key.Day)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. counts.Select(c => (long)c.Value)] });
        batch.BatchCommands.Add(command);
    }
}
