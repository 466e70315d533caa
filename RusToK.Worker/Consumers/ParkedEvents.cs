using Npgsql;
using RusToK.Core.Events;
using RusToK.Core.Events.Streams;

namespace RusToK.Worker.Consumers;

/// <summary>
/// The events of one partition that are set aside (<c>events.retries</c>), in order per aggregate. Only the owner of the partition
/// touches them, so what is in memory is what is in the table.
/// </summary>
internal sealed class ParkedEvents
{
    private readonly Dictionary<Guid, List<ParkedEvent>> _byAggregate = [];

    public bool IsEmpty => _byAggregate.Count == 0;

    public bool Holds(Guid aggregateId) => _byAggregate.ContainsKey(aggregateId);

    /// <summary>When the next attempt is due; null when nothing waits.</summary>
    public DateTimeOffset? NextAttemptAt =>
        _byAggregate.Count == 0 ? null : _byAggregate.Values.Min(queue => queue[0].NextAttemptAt);

    /// <summary>The first event of each aggregate whose time has come.</summary>
    public List<ParkedEvent> Due(DateTimeOffset now) =>
        [.. _byAggregate.Values.Select(queue => queue[0]).Where(e => e.NextAttemptAt <= now).OrderBy(e => e.At)];

    public void Add(ParkedEvent parked)
    {
        if (!_byAggregate.TryGetValue(parked.Envelope.AggregateId, out var queue))
            _byAggregate[parked.Envelope.AggregateId] = queue = [];
        queue.Add(parked);
    }

    public void Replace(ParkedEvent parked) => _byAggregate[parked.Envelope.AggregateId][0] = parked;

    public void RemoveFirst(Guid aggregateId)
    {
        var queue = _byAggregate[aggregateId];
        queue.RemoveAt(0);
        if (queue.Count == 0)
            _byAggregate.Remove(aggregateId);
    }

    public async Task LoadAsync(NpgsqlConnection connection, string consumer, int partition, CancellationToken cancellationToken)
    {
        _byAggregate.Clear();
        await using var command = new NpgsqlCommand("""
            SELECT batch_no, ordinal, envelope, attempts, next_attempt_at, first_failed_at
              FROM events.retries WHERE consumer = $1 AND partition = $2 ORDER BY batch_no, ordinal
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = consumer });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)partition });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var envelopes = new List<EventEnvelope>(1);
        while (await reader.ReadAsync(cancellationToken))
        {
            envelopes.Clear();
            EnvelopeCodec.ReadAll(reader.GetFieldValue<byte[]>(2), envelopes);
            Add(new ParkedEvent(
                envelopes[0], new StreamCursor(reader.GetInt64(0), reader.GetInt32(1)), reader.GetInt32(3),
                reader.GetFieldValue<DateTime>(4), reader.GetFieldValue<DateTime>(5)));
        }
    }
}
