using System.Diagnostics.Metrics;
using Npgsql;
using RusToK.Core.Events.Handling;
using RusToK.Core.Events.Log;
using RusToK.Core.Events.Streams;
using RusToK.Core.Search;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;
using StackExchange.Redis;

namespace RusToK.Worker.Relay;

/// <summary>
/// What the elected relay knows of the log, its readers and writers, the streams and the dead letters. Only the holder of the office reports it, from one snapshot
/// each, with that snapshot's own age beside it: missing data never reads as zero.
/// </summary>
internal sealed class RelayGauges
{
    private const int CountedAtMost = 100_000;
    private readonly StreamGauges _streams = new();
    private readonly DeadLetterGauge _deadLetters;
    private readonly IReadOnlyList<SearchIndex> _indexes;
    private volatile Snapshot? _snapshot;
    private int _leads;

    public RelayGauges(IEnumerable<IEventConsumer>? consumers = null, IReadOnlyList<SearchIndex>? indexes = null)
    {
        _indexes = indexes ?? SearchIndex.All;
        _deadLetters = new DeadLetterGauge(consumers ?? []);
        EventInstruments.RelayLeader.CreateGauge<int>(() => [new Measurement<int>(Volatile.Read(ref _leads))]);
        EventInstruments.LogBacklog.CreateGauge(() => Observe(s => s.Backlog));
        EventInstruments.LogOldestAge.CreateGauge(() => Observe(s => s.OldestAge));
        EventInstruments.LogSnapshotAge.CreateGauge(() => SnapshotAge.Of(_snapshot?.TakenAt));
        SearchInstruments.Staleness.CreateGauge(() => _snapshot?.Staleness ?? []);
        DatabaseInstruments.XminAge.CreateGauge<double>(() => _snapshot?.OldestWriterAge is { } age ? [new Measurement<double>(age)] : []);
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

    /// <inheritdoc cref="StreamGauges.TakeAsync"/>
    public Task TakeStreamsAsync(IDatabase database, int partitions, int limit) => _streams.TakeAsync(database, partitions, limit);

    /// <param name="connection">The relay's.</param>
    /// <param name="newest">The last recorded batch.</param>
    /// <param name="tails">Where the streams end once it is published.</param>
    /// <param name="partitions">Number of streams.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task TakeAsync(NpgsqlConnection connection, LogBatch newest, StreamTails tails, int partitions, CancellationToken cancellationToken)
    {
        var takenAt = TimeProvider.System.GetUtcNow();
        var behind = await SearchStaleness.MeasureAsync(connection, _indexes, newest, tails, partitions, cancellationToken);
        await using var command = new NpgsqlCommand($"""
            SELECT waiting.*, CASE WHEN writer.is_known THEN coalesce(extract(epoch FROM clock_timestamp() - writer.began_at), 0)::float8 END
              FROM {EventLogReader.UnreadSql(CountedAtMost)} AS waiting, rustok.oldest_writer() AS writer
            """, connection);
        EventLogReader.AddUnread(command, newest);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (backlog, oldestAge) = (reader.GetInt64(0), reader.GetDouble(1));
        // What is in no stream yet is in no index either.
        _snapshot = new Snapshot(
            backlog, oldestAge, reader.IsDBNull(2) ? null : Math.Max(0, reader.GetDouble(2)),
            [.. behind.Select(b => new Measurement<double>(Math.Max(b.Value, oldestAge), new KeyValuePair<string, object?>(Attributes.SearchIndex, b.Key.Name)))],
            takenAt);
        await reader.CloseAsync();
        await _deadLetters.TakeAsync(connection, cancellationToken);
    }

    private IEnumerable<Measurement<double>> Observe(Func<Snapshot, double> value) =>
        _snapshot is { } snapshot ? [new Measurement<double>(value(snapshot))] : [];

    private sealed record Snapshot(
        long Backlog, double OldestAge, double? OldestWriterAge, IReadOnlyList<Measurement<double>> Staleness, DateTimeOffset TakenAt);
}
