using System.Diagnostics.Metrics;
using Npgsql;
using RusToK.Core.Events.Handling;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.Worker.Relay;

/// <summary>Dead letters that nobody has replayed or discarded, zero included, so that the first one is a step.</summary>
internal sealed class DeadLetterGauge
{
    private readonly IReadOnlyList<(string Handler, string EventType)> _known;
    private volatile Snapshot? _snapshot;

    public DeadLetterGauge(IEnumerable<IEventConsumer> consumers)
    {
        _known = [.. consumers.SelectMany(p => p.EventTypes.Select(type => (p.Name, type)))];
        EventInstruments.DeadLetters.CreateGauge(() => _snapshot?.Counts ?? []);
        EventInstruments.DeadLettersSnapshotAge.CreateGauge(() => SnapshotAge.Of(_snapshot?.TakenAt));
    }

    public void Clear() => _snapshot = null;

    public async Task TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var counts = _known.ToDictionary(known => known, _ => 0L);
        await using var command = new NpgsqlCommand(
            "SELECT consumer, event_type, count(*) FROM events.dead_letters WHERE status IN ('dead', 'replaying') GROUP BY consumer, event_type", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            counts[(reader.GetString(0), reader.GetString(1))] = reader.GetInt64(2);
        _snapshot = new Snapshot(
            [.. counts.Select(c => new Measurement<long>(c.Value, new(Attributes.Handler, c.Key.Handler), new(Attributes.EventType, c.Key.EventType)))],
            TimeProvider.System.GetUtcNow());
    }

    private sealed record Snapshot(IReadOnlyList<Measurement<long>> Counts, DateTimeOffset TakenAt);
}
