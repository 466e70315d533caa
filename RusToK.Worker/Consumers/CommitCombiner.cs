using System.Diagnostics;
using System.Threading.Channels;
using Npgsql;
using RusToK.Core.Events.Handling;
using RusToK.Core.Faults;
using RusToK.Core.Persistence;

namespace RusToK.Worker.Consumers;

/// <summary>
/// Commits the batches of several partitions in one transaction: whatever comes while a commit is under way goes together into the
/// next one. A combined commit that fails is repeated partition by partition, so that each answers for itself. A commit that has begun when
/// the worker is told to stop is finished.
/// </summary>
internal sealed class CommitCombiner : IDisposable
{
    /// <summary>Longest time a commit may take once the worker has to stop; the one that owns the partition next would wait for it.</summary>
    private static readonly TimeSpan LastCommit = TimeSpan.FromSeconds(5);

    private readonly Channel<Submission> _waiting = Channel.CreateUnbounded<Submission>();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly IEventConsumer _projection;
    private readonly NpgsqlDataSource _dataSource;
    private readonly int _parallelism;
    private readonly TimeSpan _longest;
    private readonly ActiveFaults? _faults;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenRegistration _stopping;

    public CommitCombiner(IEventConsumer projection, NpgsqlDataSource dataSource, ConsumerOptions options, ActiveFaults? faults, CancellationToken stop)
    {
        (_projection, _dataSource, _faults, _stop) = (projection, dataSource, faults, stop);
        (_parallelism, _longest) = (options.ParallelCommits, options.LongestTransaction);
        _stopping = stop.Register(() => _giveUp.CancelAfter(LastCommit));
    }

    /// <summary>Applies the events and moves the cursor, in one transaction.</summary>
    /// <param name="move">The step of the partition's cursor.</param>
    /// <param name="events">The events to apply.</param>
    /// <param name="parked">Events to set aside, because they wait behind a failed one.</param>
    /// <param name="spans">Those of the events.</param>
    public Task CommitAsync(CursorMove move, IReadOnlyList<Delivery> events, IReadOnlyList<ParkedEvent> parked, ProcessSpans? spans)
    {
        var submission = new Submission(move, events, parked, spans);
        return _waiting.Writer.TryWrite(submission) ? submission.Done.Task : Task.FromCanceled(_stop);
    }

    /// <summary>Runs until the session of this worker ends.</summary>
    public async Task RunAsync()
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, _parallelism).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));
        }
        finally
        {
            _waiting.Writer.TryComplete();
            while (_waiting.Reader.TryRead(out var late))
                late.Done.TrySetCanceled(_stop);
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _giveUp.Dispose();
    }

    private async Task WorkAsync()
    {
        Activity.Current = null;
        var together = new List<Submission>();
        while (await _waiting.Reader.WaitToReadAsync(_stop))
        {
            together.Clear();
            while (_waiting.Reader.TryRead(out var submission))
                together.Add(submission);
            if (together.Count == 0)
                continue;
            if (together.Count > 1 && await TryAsync(together) is null)
            {
                together.ForEach(s => s.Done.TrySetResult());
                continue;
            }

            foreach (var alone in together)
            {
                if (await TryAsync([alone]) is { } error)
                    alone.Done.TrySetException(error);
                else
                    alone.Done.TrySetResult();
            }
        }
    }

    private async Task<Exception?> TryAsync(List<Submission> submissions)
    {
        using var spans = WriteSpans.Start(_projection.Name, submissions.SelectMany(s => s.Spans?.Traced ?? []));
        try
        {
            await using var connection = await _dataSource.OpenConnectionAsync(_giveUp.Token);
            await using var batch = connection.CreateBatch();
            batch.BatchCommands.Add(ConsumerSql.WithoutWaiting(_longest));
            if (_faults is { AreQuiet: false })
                batch.Slow(_faults, submissions.SelectMany(s => s.Events).Select(d => d.Envelope.TenantId));
            batch.BatchCommands.Add(ConsumerSql.Advance(_projection.Name, [.. submissions.Select(s => s.Move).OrderBy(m => m.Partition)]));
            var events = submissions.SelectMany(s => s.Events).Select(d => d.Envelope).ToList();
            if (events.Count > 0)
                _projection.Project(events, [.. submissions.SelectMany(Handling)], batch);
            foreach (var submission in submissions)
                foreach (var parked in submission.Parked)
                    batch.BatchCommands.Add(ConsumerSql.Park(_projection.Name, submission.Move.Partition, parked, null));
            spans?.Send(batch, connection);
            await batch.ExecuteAsync(_giveUp.Token);
            return null;
        }
#pragma warning disable CA1031 // Whoever submitted decides what the failure means.
        catch (Exception error)
#pragma warning restore CA1031
        {
            spans?.Fail(error);
            return error;
        }
    }

    private static IEnumerable<Activity?> Handling(Submission submission) =>
        submission.Spans?.All ?? Enumerable.Repeat<Activity?>(null, submission.Events.Count);

    private sealed record Submission(
        CursorMove Move, IReadOnlyList<Delivery> Events, IReadOnlyList<ParkedEvent> Parked, ProcessSpans? Spans)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
