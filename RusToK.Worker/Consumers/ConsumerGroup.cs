using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using RusToK.Core.Caching.Invalidation;
using RusToK.Core.Events;
using RusToK.Core.Events.Handling;
using RusToK.Core.Events.Streams;
using RusToK.Core.Faults;
using StackExchange.Redis;

namespace RusToK.Worker.Consumers;

/// <summary>
/// One consumer of events in this worker: takes its share of the partitions, reads their streams over one blocking connection, and runs a
/// <see cref="PartitionConsumer"/> for each.
/// </summary>
internal sealed class ConsumerGroup(
    IEventConsumer projection,
    NpgsqlDataSource dataSource,
    IConnectionMultiplexer redis,
    RedisConnections connections,
    Rebuild.ReadModelRebuilder rebuilder,
    IOptions<ConsumerOptions> options,
    TimeProvider clock,
    ILogger<ConsumerGroup> logger,
    CacheInvalidator? caches = null,
    ActiveFaults? faults = null) : BackgroundService
{
    private const int EntriesPerRead = 32;

    /// <summary>Until a partition that is full is looked at again, and until one may have come to a worker that has none.</summary>
    private static readonly TimeSpan PauseWhenFull = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan PauseWithoutPartition = TimeSpan.FromMilliseconds(20);

    private readonly ConsumerOptions _options = options.Value;
    private readonly HandlerFaults? _faults = faults is null ? null : new HandlerFaults(faults);
    private readonly string _consumer = $"{Environment.MachineName}-{Environment.ProcessId}";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Activity.Current = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunSessionAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                ConsumerLog.SessionLost(logger, error, projection.Name, _options.LeaseInterval);
            }

            await Task.Delay(_options.LeaseInterval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunSessionAsync(CancellationToken stop)
    {
        var partitions = await rebuilder.EnsureCursorsAsync(projection, stop);
        EventMetrics.Initialise(projection, partitions);
        await using var leases = await PartitionLeases.OpenAsync(
            dataSource, projection.Name, partitions, _options.SessionTimeout, stop);
        await using var blocking = await connections.OpenDedicatedAsync($"{projection.Name}-reader", _options.BlockingRead);
        var stream = new GroupStream(redis, blocking, projection.Name, _consumer);

        using var session = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var commits = new CommitCombiner(projection, dataSource, _options, faults, session.Token);
        var owned = new Dictionary<int, Owned>();
        var committing = commits.RunAsync();
        var reading = Task.Run(() => ReadAsync(stream, owned, session.Token), CancellationToken.None);
        try
        {
            while (true)
            {
                session.Token.ThrowIfCancellationRequested();
                await EndWithAsync(reading, committing);
                var (taken, surplus) = await leases.BalanceAsync(session.Token);
                foreach (var partition in taken)
                    Start(stream, commits, owned, partition, session.Token);
                foreach (var partition in surplus)
                    await StopAsync(owned, leases, partition);
                foreach (var partition in Ended(owned))
                    await StopAsync(owned, leases, partition);
                await LookForReplaysAsync(owned, session.Token);
                await Task.Delay(_options.LeaseInterval, session.Token);
            }
        }
        finally
        {
            await session.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await committing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var partition in Snapshot(owned).Keys)
                await StopAsync(owned, leases, partition);
        }
    }

    /// <summary>A part that has ended without being asked to takes the session with it: nothing would move any more, and nobody would say so.</summary>
    private static async Task EndWithAsync(params Task[] parts)
    {
        if (Array.Find(parts, p => p.IsCompleted) is not { } ended)
            return;
        await ended;
        throw new InvalidOperationException("A part of the consumer has ended.");
    }

    private void Start(GroupStream stream, CommitCombiner commits, Dictionary<int, Owned> owned, int partition, CancellationToken session)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(session);
        var consumer = new PartitionConsumer(projection, partition, dataSource, stream, commits, _options, clock, logger, caches, _faults);
        var running = Task.Run(() => consumer.RunAsync(stop.Token), CancellationToken.None);
        lock (owned)
            owned[partition] = new Owned(consumer, stop, running);
    }

    /// <summary>Waits for the batch in hand, then gives the partition to whoever wants it.</summary>
    private async Task StopAsync(Dictionary<int, Owned> owned, PartitionLeases leases, int partition)
    {
        Owned? mine;
        lock (owned)
            owned.Remove(partition, out mine);
        if (mine is not null)
        {
            await mine.Stop.CancelAsync();
            try
            {
                await mine.Running;
            }
            catch (OperationCanceledException)
            {
                // It was asked to.
            }
            catch (Exception error) when (Failures.Classify(error) == FailureKind.LeaseLost)
            {
                ConsumerLog.LeaseLost(logger, projection.Name, partition);
            }
            catch (Exception error)
            {
                ConsumerLog.PartitionFailed(logger, error, projection.Name, partition);
            }

            mine.Stop.Dispose();
            ConsumerLog.PartitionReleased(logger, projection.Name, partition, mine.Consumer.Cursor.ToString());
        }

        await leases.ReleaseAsync(partition);
    }

    private async Task ReadAsync(GroupStream stream, Dictionary<int, Owned> owned, CancellationToken stop)
    {
        Activity.Current = null;
        while (!stop.IsCancellationRequested)
        {
            var all = Snapshot(owned);
            var open = all.Where(o => o.Value.Consumer.HasRoom).Select(o => o.Key).Order().ToArray();
            if (open.Length == 0)
            {
                await Task.Delay(all.Count == 0 ? PauseWithoutPartition : PauseWhenFull, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            try
            {
                // A short wait while a partition is full or not ready, so that it is asked for again soon.
                var wait = open.Length == all.Count ? _options.BlockingRead : TimeSpan.FromMilliseconds(5);
                foreach (var (partition, entries) in await stream.ReadNewAsync(open, EntriesPerRead, wait))
                    foreach (var entry in entries)
                        all[partition].Consumer.Offer(entry);
            }
            catch (RedisServerException error) when (error.Message.StartsWith("NOGROUP", StringComparison.Ordinal))
            {
                foreach (var partition in open)
                    await CreateGroupAsync(stream, partition);
            }
            catch (Exception error) when (error is RedisException or TimeoutException)
            {
                ConsumerLog.ReadDelayed(logger, error, projection.Name, _options.LeaseInterval);
                await Task.Delay(_options.LeaseInterval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static async Task CreateGroupAsync(GroupStream stream, int partition)
    {
        try
        {
            await stream.CreateGroupAsync(partition);
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            // The next read says so again.
        }
    }

    private async Task LookForReplaysAsync(Dictionary<int, Owned> owned, CancellationToken stop)
    {
        var mine = Snapshot(owned);
        if (mine.Count == 0)
            return;
        await using var command = dataSource.CreateCommand(
            "SELECT DISTINCT partition FROM events.dead_letters WHERE status = 'replaying' AND consumer = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = projection.Name });
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
            if (mine.TryGetValue(reader.GetInt16(0), out var owner))
                owner.Consumer.RequestReplay();
    }

    private static Dictionary<int, Owned> Snapshot(Dictionary<int, Owned> owned)
    {
        lock (owned)
            return new Dictionary<int, Owned>(owned);
    }

    private static List<int> Ended(Dictionary<int, Owned> owned) =>
        [.. Snapshot(owned).Where(o => o.Value.Running.IsCompleted).Select(o => o.Key)];

    private sealed record Owned(PartitionConsumer Consumer, CancellationTokenSource Stop, Task Running);
}
