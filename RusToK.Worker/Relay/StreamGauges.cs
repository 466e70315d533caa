using System.Diagnostics.Metrics;
using RusToK.Core.Events.Streams;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;
using StackExchange.Redis;

namespace RusToK.Worker.Relay;

/// <summary>
/// How full the streams are, and how far behind each consumer is, in entries (an entry is a pack of events). Redis does not know the lag of
/// every group at every time; then it is not reported.
/// </summary>
internal sealed class StreamGauges
{
    private volatile Snapshot? _snapshot;

    public StreamGauges()
    {
        EventInstruments.StreamLength.CreateGauge(() => _snapshot?.Lengths ?? []);
        EventInstruments.StreamLimit.CreateGauge<long>(() => _snapshot is { } snapshot ? [new Measurement<long>(snapshot.Limit)] : []);
        EventInstruments.StreamLag.CreateGauge(() => _snapshot?.Lags ?? []);
        EventInstruments.StreamPending.CreateGauge(() => _snapshot?.Pending ?? []);
        EventInstruments.StreamSnapshotAge.CreateGauge(() => SnapshotAge.Of(_snapshot?.TakenAt));
    }

    public void Clear() => _snapshot = null;

    /// <param name="database">With the streams.</param>
    /// <param name="partitions">Number of streams.</param>
    /// <param name="limit">Entries at which the relay waits.</param>
    /// <exception cref="RedisException">Redis cannot be reached; the last measurement stands.</exception>
    public async Task TakeAsync(IDatabase database, int partitions, int limit)
    {
        var all = await Task.WhenAll(Enumerable.Range(0, partitions).Select(partition => LookAtAsync(database, partition)));
        _snapshot = new Snapshot(
            [.. all.Select(s => s.Length)], [.. all.SelectMany(s => s.Lags)], [.. all.SelectMany(s => s.Pending)], limit, TimeProvider.System.GetUtcNow());
    }

    private static async Task<(Measurement<long> Length, List<Measurement<long>> Lags, List<Measurement<long>> Pending)> LookAtAsync(
        IDatabase database, int partition)
    {
        var stream = StreamNames.Stream(partition);
        var length = await database.StreamLengthAsync(stream);
        var groups = await database.KeyExistsAsync(stream) ? await database.StreamGroupInfoAsync(stream) : [];
        List<Measurement<long>> lags = [], pending = [];
        foreach (var group in groups)
        {
            KeyValuePair<string, object?>[] labels = [new(Attributes.Partition, partition), new(Attributes.Group, group.Name)];
            // After a restart Redis takes entries for unread that were trimmed long ago, and never finds out.
            if (group.Lag is { } lag)
                lags.Add(new Measurement<long>(Math.Min(lag, length), labels));
            pending.Add(new Measurement<long>(group.PendingMessageCount, labels));
        }

        return (new Measurement<long>(length, new KeyValuePair<string, object?>(Attributes.Partition, partition)), lags, pending);
    }

    private sealed record Snapshot(
        IReadOnlyList<Measurement<long>> Lengths, IReadOnlyList<Measurement<long>> Lags, IReadOnlyList<Measurement<long>> Pending, int Limit, DateTimeOffset TakenAt);
}
