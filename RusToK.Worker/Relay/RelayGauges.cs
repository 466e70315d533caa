using System.Diagnostics.Metrics;
using Npgsql;
using RusToK.Core.Events.Handling;
using RusToK.Core.Events.Log;
using RusToK.Core.Telemetry.Catalogue.Instruments;
using StackExchange.Redis;

namespace RusToK.Worker.Relay;

/// <summary>
/// What the elected relay knows of the log, the streams and the dead letters. Only the holder of the office reports it, from one snapshot
/// each, with that snapshot's own age beside it: missing data never reads as zero.
/// </summary>
internal sealed class RelayGauges
{
    private const int CountedAtMost = 100_000;
    private readonly StreamGauges _streams = new();
    private readonly DeadLetterGauge _deadLetters;
    private volatile Snapshot? _snapshot;
    private int _leads;

    public RelayGauges(IEnumerable<IEventConsumer>? consumers = null)
    {
        _deadLetters = new DeadLetterGauge(consumers ?? []);
        EventInstruments.RelayLeader.CreateGauge<int>(() => [new Measurement<int>(Volatile.Read(ref _leads))]);
        EventInstruments.LogBacklog.CreateGauge(() => Observe(s => s.Backlog));
        EventInstruments.LogOldestAge.CreateGauge(() => Observe(s => s.OldestAge));
        EventInstruments.LogSnapshotAge.CreateGauge(() => SnapshotAge.Of(_snapshot?.TakenAt));
    }

    public void Lead(bool leads)
    {
        Volatile.Write(ref _leads, leads ? 1 : 0);
        if (leads)
            return;
        _snapshot = null;
        _streams.Clear();
        _deadLetters.Clear();
    }

    /// <exception cref="RedisException">Redis cannot be reached; the last measurement of the streams stands.</exception>
    public Task TakeStreamsAsync(IConnectionMultiplexer redis, int partitions) => _streams.TakeAsync(redis.GetDatabase(), partitions);

    public async Task TakeAsync(NpgsqlConnection connection, LogBatch newest, CancellationToken cancellationToken)
    {
        var (seen, after) = newest.Complete
            ? (newest.ToSnapshot, LogPosition.Start)
            : (newest.FromSnapshot, newest.Last);
        await using var command = new NpgsqlCommand($"""
            SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(recorded_at)), 0)::float8 FROM (
                SELECT recorded_at FROM events.log
                 WHERE xid >= pg_snapshot_xmin($1::text::pg_snapshot) AND (xid, position) > ($2, $3)
                   AND NOT pg_visible_in_snapshot(xid, $1::text::pg_snapshot)
                 ORDER BY xid, position LIMIT {CountedAtMost}) AS waiting
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = seen });
        command.Parameters.Add(new NpgsqlParameter<ulong> { TypedValue = after.Xid, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Xid8 });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after.Position });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        _snapshot = new Snapshot(reader.GetInt64(0), reader.GetDouble(1), TimeProvider.System.GetUtcNow());
        await reader.CloseAsync();
        await _deadLetters.TakeAsync(connection, cancellationToken);
    }

    private IEnumerable<Measurement<double>> Observe(Func<Snapshot, double> value) =>
        _snapshot is { } snapshot ? [new Measurement<double>(value(snapshot))] : [];

    private sealed record Snapshot(long Backlog, double OldestAge, DateTimeOffset TakenAt);
}
