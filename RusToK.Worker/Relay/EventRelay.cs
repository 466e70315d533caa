using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using RusToK.Core.Events;
using RusToK.Core.Events.Log;
using RusToK.Core.Events.Streams;
using RusToK.Core.Resilience;
using RusToK.Core.Telemetry;
using StackExchange.Redis;

namespace RusToK.Worker.Relay;

/// <summary>
/// Carries committed events from the log to the streams. One worker at a time does it; every worker runs this service and stands for
/// election. Reading the next batch overlaps with publishing the last one; a batch is recorded in PostgreSQL before it is
/// published, which is what makes publishing repeatable.
/// </summary>
internal sealed class EventRelay(
    NpgsqlDataSource dataSource,
    IConnectionMultiplexer redis,
    RelayGauges gauges,
    IOptions<RelayOptions> options,
    ILogger<EventRelay> logger) : BackgroundService
{
    private static readonly TimeSpan UpkeepInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaintenanceInterval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(1);

    private readonly RelayOptions _options = options.Value;
    private readonly StreamPublisher _publisher = new(redis, options.Value);
    private TrimPoint _trimPoint = new();
    private StreamRepair _repair = null!;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Statements of the relay are not part of anybody's trace.
        Activity.Current = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var session = await RelaySession.TryOpenAsync(dataSource, _options.SessionTimeout, stoppingToken);
                if (session is not null)
                    await LeadAsync(session, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                RelayLog.Deposed(logger);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                RelayLog.SessionLost(logger, error, _options.ElectionInterval);
            }
            finally
            {
                gauges.Lead(false);
            }

            await Task.Delay(_options.ElectionInterval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LeadAsync(RelaySession session, CancellationToken stop)
    {
        var state = await RelayState.LoadAsync(session.Connection, stop);
        if (!state.SameCluster)
        {
            // Transaction ids of a restored dump come from another cluster: comparing them would lose or repeat events.
            RelayLog.Refused(logger,
                "The event log was restored from a dump of another PostgreSQL cluster, so its transaction ids mean nothing here. " +
                "Nothing is relayed until `./rustok reanchor` has been run.");
            await Task.Delay(TimeSpan.FromSeconds(5), stop);
            return;
        }

        gauges.Lead(true);
        _trimPoint = new TrimPoint();
        _repair = new StreamRepair(redis, _publisher, _trimPoint, _options, logger);
        var duty = new Duty(this, session, state);
        await duty.TakeOverAsync(stop);
        await duty.RunAsync(stop);
    }

    /// <summary>One term of office.</summary>
    private sealed class Duty(EventRelay relay, RelaySession session, RelayState state)
    {
        private readonly RelayOptions _options = relay._options;
        private readonly LogHorizon _horizon = new();
        private readonly long _term = Random.Shared.NextInt64(1, long.MaxValue);
        private readonly TrimPoint _trimPoint = relay._trimPoint;
        private readonly StreamRepair _repair = relay._repair;
        private long _generation = state.Generation;
        private LogBatch _newest = null!;
        private StreamTails _tails = StreamTails.None;
        private string? _seen;
        private (LogBatch Batch, StreamTails Tails) _published;
        private long _lastLook;
        private long _lastUpkeep;
        private long _lastMaintenance;
        private Publishing? _publishing;

        public async Task TakeOverAsync(CancellationToken stop)
        {
            _newest = await session.NewestBatchAsync(stop);
            var events = new List<LoggedEvent>();
            await EventLogReader.ReadAgainAsync(session.Connection, _newest, events, stop);
            _tails = _newest.Tails.After(_newest.No, events, state.Partitions);
            _published = (_newest, _tails);
            var unsettled = await StreamRepair.UnsettledAsync(session, _newest, stop);
            RelayLog.Elected(relay.Logger, _newest.No, _generation, state.Partitions);
            await MaintainAsync(stop);
            await WithRedisAsync(async () =>
            {
                if (await _repair.WhoLostDataAsync(state.Partitions, _generation, _newest.No, unsettled[0].Tails) is { } loser)
                    _generation = await _repair.RebuildStreamsAsync(loser, session, state.Partitions, stop);
                else
                    await _repair.FinishPredecessorAsync(session, unsettled, state.Partitions, _generation, stop);
            }, stop);
        }

        public async Task RunAsync(CancellationToken stop)
        {
            try
            {
                await RelayAsync(stop);
            }
            finally
            {
                await LeaveAsync();
            }
        }

        private async Task RelayAsync(CancellationToken stop)
        {
            var current = new List<LoggedEvent>(_options.BatchSize);
            var next = new List<LoggedEvent>(_options.BatchSize);
            var pause = _options.ActivePoll;
            while (true)
            {
                var (batch, seen) = await EventLogReader.ReadNextAsync(
                    session.Connection, _newest, _seen, _tails, _options.BatchSize, _term, _horizon, next, stop);
                // The session is this loop's alone again only now: what is left to do for the last batch is done here.
                await SettleAsync(stop);
                _seen = seen;
                if (batch is not null)
                {
                    _newest = batch;
                    _tails = _tails.After(batch.No, next, state.Partitions);
                    (current, next) = (next, current);
                    _publishing = Publish(batch, current);
                    pause = _options.ActivePoll;
                    if (IsUpkeepDue)
                    {
                        await SettleAsync(stop);
                        await UpkeepAsync(stop);
                    }
                }
                else if (!_newest.Complete)
                {
                    _newest = _newest with { Complete = true };
                }
                else
                {
                    await UpkeepAsync(stop);
                    await Task.Delay(pause, stop);
                    pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, _options.IdlePoll.Ticks));
                }
            }
        }

        private sealed record Publishing(LogBatch Batch, List<LoggedEvent> Events, Activity? Span, Task<PublishOutcome> Outcome);

        private Publishing Publish(LogBatch batch, List<LoggedEvent> events)
        {
            var span = PublishSpan.Start(batch.No, events);
            var outcome = relay._publisher.PublishAsync(batch, events, state.Partitions, _generation, span);
            Activity.Current = null;
            return new Publishing(batch, events, span, outcome);
        }

        /// <summary>Returns when the batch under way is in the streams, whatever that takes.</summary>
        private async Task SettleAsync(CancellationToken stop)
        {
            if (_publishing is not var (batch, events, span, outcome))
                return;
            using (span)
            {
                var isFull = false;
                await WithRedisAsync(async () =>
                {
                    while (true)
                    {
                        var attempt = outcome ?? relay._publisher.PublishAsync(batch, events, state.Partitions, _generation, span);
                        outcome = null;
                        switch (await attempt)
                        {
                            case PublishOutcome.Published:
                                return;
                            case PublishOutcome.Lost:
                                span?.AddEvent(new ActivityEvent("streams lost"));
                                _generation = await _repair.RebuildStreamsAsync(Dependencies.Redis, session, state.Partitions, stop);
                                return;
                            case PublishOutcome.Full:
                                if (!isFull)
                                    RelayLog.StreamFull(relay.Logger, _options.MaxStreamLength);
                                isFull = true;
                                await _trimPoint.AdvanceAsync(session.Connection, stop);
                                await _trimPoint.TrimAsync(relay.Redis, state.Partitions);
                                if (await LookAsync(stop))
                                    await TakeStreamsAsync();
                                await Task.Delay(_options.IdlePoll, stop);
                                break;
                        }
                    }
                }, stop);
            }

            CountPublished(events);
            _published = (batch, _tails);
            _publishing = null;
        }

        /// <summary>Measures what waits in the log while the relay itself waits, once a second: nobody would be told of it otherwise.</summary>
        /// <returns>Whether a second had passed.</returns>
        private async Task<bool> LookAsync(CancellationToken stop)
        {
            if (Stopwatch.GetElapsedTime(_lastLook) < UpkeepInterval)
                return false;
            _lastLook = Stopwatch.GetTimestamp();
            await relay.Gauges.TakeAsync(session.Connection, _published.Batch, _published.Tails, state.Partitions, stop);
            return true;
        }

        private Task TakeStreamsAsync() => relay.Gauges.TakeStreamsAsync(relay.Redis.GetDatabase(), state.Partitions, _options.MaxStreamLength);

        /// <summary>
        /// What was sent before the end of this term is in the streams in a moment. The successor does not rely on it and publishes it
        /// again, but the span of the first time is the one that consumers link to.
        /// </summary>
        private async Task LeaveAsync()
        {
            if (_publishing is not { } last)
                return;
            using (last.Span)
            {
                var ended = await Task.WhenAny(last.Outcome, Task.Delay(LastWord, CancellationToken.None));
                if (ended == last.Outcome && last.Outcome.IsCompletedSuccessfully && await last.Outcome == PublishOutcome.Published)
                    CountPublished(last.Events);
            }
        }

        private void CountPublished(List<LoggedEvent> events)
        {
            EventMetrics.CountSent(events.Count);
            var counts = new int[state.Partitions];
            foreach (var (envelope, _) in events)
                counts[Partitioning.Of(envelope.AggregateId, state.Partitions)]++;
            for (var partition = 0; partition < counts.Length; partition++)
                if (counts[partition] > 0)
                    EventMetrics.Published.Add(counts[partition], new KeyValuePair<string, object?>(Attributes.Partition, partition));
        }

        /// <summary>Repeats until Redis does it. The office is kept alive meanwhile; the log in PostgreSQL simply grows.</summary>
        private async Task WithRedisAsync(Func<Task> work, CancellationToken stop)
        {
            var delay = TimeSpan.FromMilliseconds(50);
            while (true)
            {
                try
                {
                    await work();
                    return;
                }
                catch (StreamsLostException)
                {
                    // The next turn finds the generation missing and begins anew.
                }
                catch (Exception error) when (error is RedisException or TimeoutException)
                {
                    RelayLog.RedisUnavailable(relay.Logger, error, delay);
                }

                await Task.Delay(delay, stop);
                if (!await LookAsync(stop))
                    await session.PingAsync(stop);
                delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, LongestBackoff.Ticks));
            }
        }

        private bool IsUpkeepDue => _lastUpkeep == 0 || Stopwatch.GetElapsedTime(_lastUpkeep) >= UpkeepInterval;

        private async Task UpkeepAsync(CancellationToken stop)
        {
            if (!IsUpkeepDue)
                return;
            _lastUpkeep = Stopwatch.GetTimestamp();
            await relay.Gauges.TakeAsync(session.Connection, _newest, _tails, state.Partitions, stop);
            await _trimPoint.AdvanceAsync(session.Connection, stop);
            await _trimPoint.PruneBatchesAsync(session.Connection, stop);
            try
            {
                await _trimPoint.TrimAsync(relay.Redis, state.Partitions);
                await TakeStreamsAsync();
                // A quiet log publishes nothing, so nothing else would notice that Redis has lost some or all.
                if (await _repair.WhoLostDataAsync(state.Partitions, _generation, _newest.No, _tails) is { } loser)
                    _generation = await _repair.RebuildStreamsAsync(loser, session, state.Partitions, stop);
            }
            catch (Exception error) when (error is RedisException or TimeoutException or StreamsLostException)
            {
                RelayLog.RedisUnavailable(relay.Logger, error, UpkeepInterval);
            }

            if (Stopwatch.GetElapsedTime(_lastMaintenance) > MaintenanceInterval)
                await MaintainAsync(stop);
        }

        private async Task MaintainAsync(CancellationToken stop)
        {
            _lastMaintenance = Stopwatch.GetTimestamp();
            await using var command = new NpgsqlCommand("SELECT events.maintain_log(7, $1)", session.Connection);
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = _options.RetentionDays });
            await using var reader = await command.ExecuteReaderAsync(stop);
            while (await reader.ReadAsync(stop))
                RelayLog.PartitionDropped(relay.Logger, reader.GetString(0), _options.RetentionDays);
        }
    }

    private IConnectionMultiplexer Redis => redis;

    private RelayGauges Gauges => gauges;

    private ILogger Logger => logger;
}
