using System.Diagnostics;
using System.Threading.Channels;
using Npgsql;
using RusToK.Core.Caching.Invalidation;
using RusToK.Core.Events;
using RusToK.Core.Events.Handling;
using RusToK.Core.Events.Streams;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;

namespace RusToK.Worker.Consumers;

/// <summary>
/// Applies one partition's events to one read model, in order, each once. The projection's statements and the move of the cursor are
/// one transaction in one round trip; whatever comes a second time lies behind the cursor and is ignored. Events that the read model does
/// not want move the stored cursor later: with the next ones that it wants, or after <see cref="LongestUnstored"/>.
/// </summary>
internal sealed class PartitionConsumer(
    IEventConsumer projection, int partition, NpgsqlDataSource dataSource, GroupStream stream, CommitCombiner commits,
    ConsumerOptions options, TimeProvider clock, ILogger logger, CacheInvalidator? caches, HandlerFaults? faults)
{
    private const int SweepPage = 200;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(2);

    /// <summary>How long the stored cursor may stay behind events that had no effect. Who takes over meets them again, without effect again.</summary>
    private static readonly TimeSpan LongestUnstored = TimeSpan.FromMilliseconds(250);

    private readonly Channel<StreamEntry> _entries = Channel.CreateUnbounded<StreamEntry>(
        new UnboundedChannelOptions { SingleReader = true });

    private readonly ParkedEvents _parked = new();
    private readonly TagList _tags = new() { { Attributes.Handler, projection.Name }, { Attributes.Partition, partition } };
    private int _queued;
    private volatile bool _ready;
    private volatile bool _replayRequested;
    private StreamCursor _stored;
    private long _term;
    private long _unstoredSince;
    private Task<bool>? _news;

    /// <summary>The last event that is done with.</summary>
    public StreamCursor Cursor { get; private set; }

    private bool IsStored => _stored == Cursor;

    /// <summary>Whether the reader may bring more: what was pending has been done, and not too much is waiting.</summary>
    public bool HasRoom => _ready && Volatile.Read(ref _queued) < options.EntriesAhead;

    public void Offer(StreamEntry entry)
    {
        Interlocked.Increment(ref _queued);
        _entries.Writer.TryWrite(entry);
    }

    /// <summary>An operator wants dead letters of this partition replayed.</summary>
    public void RequestReplay() => _replayRequested = true;

    /// <summary>Runs until stopped or until another worker owns the partition.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        Activity.Current = null;
        await RepeatAsync(() => LoadAsync(stop), stop);
        ConsumerLog.PartitionTaken(logger, projection.Name, partition, Cursor.ToString());
        caches?.TakenOver(projection.Name);
        await SweepAsync(stop);
        _ready = true;

        var lastSweep = Stopwatch.GetTimestamp();
        var batch = new List<StreamEntry>();
        while (!stop.IsCancellationRequested)
        {
            await WaitForWorkAsync(stop);
            batch.Clear();
            var events = 0;
            while (events < options.BatchSize && _entries.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
                Interlocked.Decrement(ref _queued);
                events += entry.Id.Ordinal - (entry.After.Batch == entry.Id.Batch ? entry.After.Ordinal : 0);
            }

            if (batch.Count > 0)
                await HandleAsync(batch, stop);
            if (!_parked.IsEmpty)
                await RetryAsync(stop);
            if (_replayRequested)
                await ReplayAsync(stop);
            if (!IsStored && Stopwatch.GetElapsedTime(_unstoredSince) >= LongestUnstored)
                await StoreAsync(stop);
            if (batch.Count == 0 && Stopwatch.GetElapsedTime(lastSweep) > SweepInterval)
            {
                lastSweep = Stopwatch.GetTimestamp();
                await SweepAsync(stop);
            }
        }
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        await using var connection = await dataSource.OpenConnectionAsync(stop);
        await using (var command = new NpgsqlCommand(
            "SELECT batch_no, handled FROM events.consumer_cursors WHERE consumer = $1 AND partition = $2", connection))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = projection.Name });
            command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)partition });
            await using var reader = await command.ExecuteReaderAsync(stop);
            await reader.ReadAsync(stop);
            Cursor = _stored = new StreamCursor(reader.GetInt64(0), reader.GetInt32(1));
        }

        await _parked.LoadAsync(connection, projection.Name, partition, stop);
    }

    private async Task WaitForWorkAsync(CancellationToken stop)
    {
        var wait = TimeSpan.FromMilliseconds(250);
        if (_parked.NextAttemptAt is { } due && due - clock.GetUtcNow() is var left && left < wait)
            wait = left;
        if (!IsStored && LongestUnstored - Stopwatch.GetElapsedTime(_unstoredSince) is var unstored && unstored < wait)
            wait = unstored;
        if (wait <= TimeSpan.Zero || _replayRequested || _entries.Reader.TryPeek(out _))
            return;
        // One wait for news however often it is looked after retries and pending entries meanwhile. Timers know whole milliseconds: rounded down, the last
        // one would be spent in turns of nothing.
        _news ??= _entries.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
        await ((Task)_news.WaitAsync(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), stop)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_news.IsCompleted)
            _news = null;
        stop.ThrowIfCancellationRequested();
    }

    /// <summary>
    /// Catches up with what the group was given and this cursor has not: entries of a dead worker, entries read by one that lost the
    /// partition, and entries whose effects a crash of PostgreSQL took back although they were acknowledged. Claiming them keeps the group's
    /// own books; what is applied comes from the stream's order.
    /// </summary>
    private async Task SweepAsync(CancellationToken stop)
    {
        try
        {
            var claimed = await stream.ClaimPendingAsync(partition);
            var given = await stream.LastDeliveredAsync(partition);
            while (given > Cursor)
            {
                var before = Cursor;
                var entries = await stream.UpToAsync(partition, Cursor, given, SweepPage);
                if (entries.Count == 0)
                    break;
                await HandleAsync(entries, stop);
                if (Cursor == before)
                    break;
            }

            if (claimed.Count > 0)
                await stream.AcknowledgeAsync(partition, claimed.Where(id => id <= Cursor));
        }
        catch (StackExchange.Redis.RedisServerException error) when (error.Message.StartsWith("NOGROUP", StringComparison.Ordinal)
            || error.Message.Contains("no such key", StringComparison.Ordinal))
        {
            await CreateGroupAsync();
        }
        catch (Exception error) when (error is StackExchange.Redis.RedisException or TimeoutException)
        {
            ConsumerLog.ReadDelayed(logger, error, projection.Name, SweepInterval);
        }
    }

    private async Task CreateGroupAsync()
    {
        try
        {
            await stream.CreateGroupAsync(partition);
        }
        catch (Exception error) when (error is StackExchange.Redis.RedisException or TimeoutException)
        {
            ConsumerLog.ReadDelayed(logger, error, projection.Name, SweepInterval);
        }
    }

    private async Task HandleAsync(List<StreamEntry> entries, CancellationToken stop)
    {
        var received = clock.GetUtcNow();
        var deliveries = new List<Delivery>();
        var position = Cursor;
        foreach (var entry in entries)
        {
            if (entry.Id <= position)
            {
                EventMetrics.Duplicates.Add(1, EventMetrics.Handler(projection.Name));
                continue;
            }

            if (entry.After > position)
            {
                foreach (var missed in await FillGapAsync(position, entry, stop))
                {
                    missed.Unpack(deliveries, received);
                    position = missed.Id;
                }
            }

            entry.Unpack(deliveries, received);
            position = entry.Id;
        }

        // An entry may have been handled in part, when it was split around a poison event.
        var repeated = deliveries.RemoveAll(d => d.At <= Cursor);
        if (repeated > 0)
            EventMetrics.Duplicates.Add(repeated, EventMetrics.Handler(projection.Name));
        for (var start = 0; start < deliveries.Count; start += options.BatchSize)
            await ApplyAsync(deliveries.GetRange(start, Math.Min(options.BatchSize, deliveries.Count - start)), stop);
        _ = AcknowledgeAsync(entries);
    }

    private async Task<List<StreamEntry>> FillGapAsync(StreamCursor position, StreamEntry entry, CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                var missed = await stream.BetweenAsync(partition, position, entry.Id, 10_000);
                if (missed.Count > 0 && missed[0].After <= position)
                {
                    ConsumerLog.GapFilled(logger, projection.Name, partition, position.ToString(), entry.Id.ToString());
                    return missed;
                }

                // The stream does not have them either: Redis lost them, and the relay will publish them again.
                ConsumerLog.GapOpen(logger, projection.Name, partition, position.ToString(), entry.Id.ToString());
            }
            catch (Exception error) when (error is StackExchange.Redis.RedisException or TimeoutException)
            {
                ConsumerLog.ReadDelayed(logger, error, projection.Name, options.LeaseInterval);
            }

            await Task.Delay(options.LeaseInterval, stop);
        }
    }

    private async Task AcknowledgeAsync(List<StreamEntry> entries)
    {
        try
        {
            await stream.AcknowledgeAsync(partition, entries.Select(e => e.Id).ToArray());
        }
        catch (Exception error) when (error is StackExchange.Redis.RedisException or TimeoutException)
        {
            // The cursor says the same and outlives Redis; the entries come back as duplicates.
        }
    }

    /// <summary>Applies events in one transaction; a failing batch is halved until the poison event is alone.</summary>
    private async Task ApplyAsync(List<Delivery> deliveries, CancellationToken stop)
    {
        try
        {
            await RepeatAsync(() => AttemptAsync(deliveries, stop), stop);
        }
        catch (Exception error) when (deliveries.Count > 1 && IsPoison(error))
        {
            var half = deliveries.Count / 2;
            await ApplyAsync(deliveries.GetRange(0, half), stop);
            await ApplyAsync(deliveries.GetRange(half, deliveries.Count - half), stop);
        }
    }

    private async Task AttemptAsync(List<Delivery> deliveries, CancellationToken stop)
    {
        var concerns = await projection.ChooseAsync(deliveries.Select(d => d.Envelope), dataSource, stop);
        var wanted = new List<Delivery>(deliveries.Count);
        List<ParkedEvent>? waiting = null;
        foreach (var delivery in deliveries)
        {
            if (!projection.Wants(delivery.Envelope.Type) || concerns?.Invoke(delivery.Envelope) == false)
                continue;
            if (_parked.Holds(delivery.Envelope.AggregateId))
                (waiting ??= []).Add(new ParkedEvent(delivery.Envelope, delivery.At, 0, clock.GetUtcNow(), clock.GetUtcNow()));
            else
                wanted.Add(delivery);
        }

        var to = deliveries[^1];
        if (wanted.Count == 0 && waiting is null)
        {
            Pass(to);
            caches?.Applied(projection.Name, deliveries.Select(d => d.Envelope));
            return;
        }

        var started = Stopwatch.GetTimestamp();
        using var spans = projection.IsTraced ? ProcessSpans.Start(projection.Name, partition, wanted) : null;
        try
        {
            if (faults is not null)
                await faults.PassAsync(projection.Name, wanted, spans, stop);
            await commits.CommitAsync(new CursorMove(partition, _stored, to.At, to.Term), wanted, waiting ?? [], spans);
        }
        catch (Exception error) when (deliveries.Count == 1 && IsPoison(error))
        {
            await SetAsideAsync(to, error, spans, stop);
            return;
        }
        catch
        {
            spans?.Repeat();
            throw;
        }

        Cursor = _stored = to.At;
        caches?.Applied(projection.Name, deliveries.Select(d => d.Envelope));
        waiting?.ForEach(_parked.Add);
        spans?.Succeed();
        Measure(wanted, started, spans);
    }

    /// <summary>Goes past events without effect.</summary>
    private void Pass(Delivery last)
    {
        if (IsStored)
            _unstoredSince = Stopwatch.GetTimestamp();
        (Cursor, _term) = (last.At, last.Term);
    }

    private async Task StoreAsync(CancellationToken stop)
    {
        await RepeatAsync(() => commits.CommitAsync(Stay, [], [], spans: null), stop);
        _stored = Cursor;
    }

    /// <summary>Proves that the partition is still owned, and stores where the cursor is.</summary>
    private CursorMove Stay => new(partition, _stored, Cursor, _term);

    private void Measure(List<Delivery> applied, long started, ProcessSpans? spans)
    {
        if (applied.Count == 0)
            return;
        var now = clock.GetUtcNow();
        EventMetrics.ProcessDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, _tags);
        EventMetrics.Consumed.Add(applied.Count, EventMetrics.Handler(projection.Name), new(Attributes.Outcome, "ok"));
        if (projection is not IProjection)
            return;
        for (var i = 0; i < applied.Count; i++)
        {
            // The exemplars of what is measured name the event's own trace.
            spans?.Enter(i);
            var (e, delivery) = (applied[i].Envelope, applied[i]);
            EventMetrics.RecordStage("log", delivery.PublishedAt - e.RecordedAt, e.Type);
            EventMetrics.RecordStage("stream", delivery.ReceivedAt - delivery.PublishedAt, e.Type);
            EventMetrics.RecordStage("handle", now - delivery.ReceivedAt, e.Type);
            EventMetrics.RecordStage("total", now - e.RecordedAt, e.Type);
        }
    }

    /// <summary>Moves past a poison event and keeps it for another attempt, or gives it up when no attempt can help.</summary>
    private async Task SetAsideAsync(Delivery delivery, Exception error, ProcessSpans? spans, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var parked = new ParkedEvent(delivery.Envelope, delivery.At, 1, now + Backoff(1), now);
        var dead = IsHopeless(error, 1);
        spans?.Fail(error, dead);
        await RepeatAsync(async () =>
        {
            await using var connection = await dataSource.OpenConnectionAsync(stop);
            await using var batch = connection.CreateBatch();
            Advance(batch, new CursorMove(partition, _stored, delivery.At, delivery.Term));
            batch.BatchCommands.Add(dead
                ? ConsumerSql.Bury(projection.Name, partition, parked, 1, error, spans?.Id)
                : ConsumerSql.Park(projection.Name, partition, parked, error));
            await batch.ExecuteAsync(stop);
        }, stop);
        Cursor = _stored = delivery.At;
        if (dead)
        {
            Mourn(parked, 1, error);
            return;
        }

        Postpone(parked, error);
        _parked.Add(parked);
    }

    private async Task RetryAsync(CancellationToken stop)
    {
        foreach (var parked in _parked.Due(clock.GetUtcNow()))
        {
            var attempt = parked.Attempts + 1;
            var delivery = new Delivery(parked.Envelope, parked.At, 0, string.Empty, parked.Envelope.RecordedAt, clock.GetUtcNow());
            await RepeatAsync(async () =>
            {
                using var spans = projection.IsTraced ? ProcessSpans.StartAlone(projection.Name, partition, delivery, attempt) : null;
                try
                {
                    await RunAloneAsync(delivery, spans, ConsumerSql.Unpark(projection.Name, partition, parked.At), stop);
                }
                catch (Exception error) when (IsPoison(error))
                {
                    await PostponeOrBuryAsync(parked, attempt, error, spans, stop);
                    return;
                }
                catch
                {
                    spans?.Repeat();
                    throw;
                }

                caches?.Applied(projection.Name, [parked.Envelope]);
                spans?.Succeed();
                _parked.RemoveFirst(parked.Envelope.AggregateId);
                EventMetrics.Consumed.Add(1, EventMetrics.Handler(projection.Name), new(Attributes.Outcome, "ok"));
                if (projection is IProjection)
                    EventMetrics.RecordStage("total", clock.GetUtcNow() - parked.Envelope.RecordedAt, parked.Envelope.Type);
            }, stop);
        }
    }

    private async Task PostponeOrBuryAsync(ParkedEvent parked, int attempt, Exception error, ProcessSpans? spans, CancellationToken stop)
    {
        var dead = IsHopeless(error, attempt);
        var next = parked with { Attempts = attempt, NextAttemptAt = clock.GetUtcNow() + Backoff(attempt) };
        spans?.Fail(error, dead);
        await RepeatAsync(async () =>
        {
            await using var connection = await dataSource.OpenConnectionAsync(stop);
            await using var batch = connection.CreateBatch();
            Advance(batch, Stay);
            if (dead)
            {
                batch.BatchCommands.Add(ConsumerSql.Unpark(projection.Name, partition, parked.At));
                batch.BatchCommands.Add(ConsumerSql.Bury(projection.Name, partition, parked, attempt, error, spans?.Id));
            }
            else
            {
                batch.BatchCommands.Add(ConsumerSql.Park(projection.Name, partition, next, error));
            }

            await batch.ExecuteAsync(stop);
        }, stop);
        _stored = Cursor;
        if (dead)
        {
            _parked.RemoveFirst(parked.Envelope.AggregateId);
            Mourn(parked, attempt, error);
        }
        else
        {
            _parked.Replace(next);
            Postpone(next, error);
        }
    }

    private async Task ReplayAsync(CancellationToken stop)
    {
        _replayRequested = false;
        var requests = new List<ReplayRequest>();
        await RepeatAsync(async () => requests = await ReplayRequest.LoadAsync(dataSource, projection.Name, partition, stop), stop);
        foreach (var request in requests)
        {
            var delivery = new Delivery(request.Envelope, Cursor, 0, string.Empty, request.Envelope.RecordedAt, clock.GetUtcNow());
            await RepeatAsync(async () =>
            {
                using var spans = ProcessSpans.StartAlone(
                    projection.Name, partition, delivery, request.Attempts + 1, ProcessSpans.Replay, request.Operation);
                try
                {
                    await RunAloneAsync(delivery, spans, request.Resolve(spans?.Id), stop);
                }
                catch (Exception error) when (IsPoison(error))
                {
                    spans?.Fail(error, dead: true);
                    ConsumerLog.ReplayFailed(logger, error, projection.Name, partition, request.Envelope.Id);
                    await RepeatAsync(() => request.RejectAsync(dataSource, error, stop), stop);
                    return;
                }
                catch
                {
                    spans?.Repeat();
                    throw;
                }

                caches?.Applied(projection.Name, [request.Envelope]);
                spans?.Succeed();
                EventMetrics.DeadLettersReplayed.Add(1, EventMetrics.Handler(projection.Name), new(Attributes.EventType, request.Envelope.Type));
                ConsumerLog.Replayed(logger, projection.Name, partition, request.Envelope.Id);
            }, stop);
        }
    }

    /// <summary>One event outside of the stream's order, still under the cursor's lock so that only the owner does it.</summary>
    private async Task RunAloneAsync(Delivery delivery, ProcessSpans? spans, NpgsqlBatchCommand bookkeeping, CancellationToken stop)
    {
        if (faults is not null)
            await faults.PassAsync(projection.Name, [delivery], spans, stop);
        await using var connection = await dataSource.OpenConnectionAsync(stop);
        await using var batch = connection.CreateBatch();
        Advance(batch, Stay);
        projection.Project([delivery.Envelope], [Activity.Current], batch);
        batch.BatchCommands.Add(bookkeeping);
        await batch.ExecuteAsync(stop);
        _stored = Cursor;
    }

    /// <summary>First in a batch: takes the cursor's lock, for a bounded time.</summary>
    private void Advance(NpgsqlBatch batch, CursorMove move)
    {
        batch.BatchCommands.Add(ConsumerSql.Within(options.LongestTransaction));
        batch.BatchCommands.Add(ConsumerSql.Advance(projection.Name, move));
    }

    private void Postpone(ParkedEvent parked, Exception error)
    {
        EventMetrics.Retries.Add(1, EventMetrics.Handler(projection.Name));
        ConsumerLog.EventFailed(
            logger, error, projection.Name, partition, parked.Envelope.Id, parked.Envelope.Type, parked.Attempts, parked.NextAttemptAt);
    }

    private void Mourn(ParkedEvent parked, int attempts, Exception error)
    {
        EventMetrics.DeadLettersAdded.Add(1, EventMetrics.Handler(projection.Name), new(Attributes.EventType, parked.Envelope.Type));
        EventMetrics.Consumed.Add(1, EventMetrics.Handler(projection.Name), new(Attributes.Outcome, "dead"));
        ConsumerLog.EventDead(logger, error, projection.Name, partition, parked.Envelope.Id, parked.Envelope.Type, attempts);
    }

    private static bool IsPoison(Exception error) => error is not OperationCanceledException && Failures.Classify(error) == FailureKind.Poison;

    private bool IsHopeless(Exception error, int attempts) => attempts >= options.MaxAttempts || error is UnreadableEventException;

    /// <summary>Doubling with full jitter on its upper half, so that what failed together does not come back together.</summary>
    private TimeSpan Backoff(int attempt)
    {
        var ticks = Math.Min(options.RetryDelay.Ticks * Math.Pow(2, attempt - 1), options.MaxRetryDelay.Ticks);
#pragma warning disable CA5394 // Jitter needs no secrecy.
        return TimeSpan.FromTicks((long)(ticks * (0.5 + (Random.Shared.NextDouble() / 2))));
#pragma warning restore CA5394
    }

    /// <summary>Repeats work as long as it fails for reasons that pass.</summary>
    private async Task RepeatAsync(Func<Task> work, CancellationToken stop)
    {
        var delay = TimeSpan.FromMilliseconds(50);
        while (true)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception error) when (Failures.Classify(error) == FailureKind.Transient && !stop.IsCancellationRequested)
            {
                EventMetrics.Retries.Add(1, EventMetrics.Handler(projection.Name));
                ConsumerLog.BatchDelayed(logger, error, projection.Name, partition, delay);
            }

            await Task.Delay(delay, stop);
            delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, LongestBackoff.Ticks));
        }
    }
}
