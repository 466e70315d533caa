using System.Diagnostics;
using System.Threading.Channels;
using Npgsql;
using RusToK.Core.Events.Handling;
using RusToK.Core.Persistence;

namespace RusToK.Worker.Consumers;

/// <summary>
/// Commits the batches of several partitions in one transaction: whatever comes while a commit is under way goes together into the
/// next one. A combined commit that fails is repeated partition by partition, so that each answers for itself.
/// </summary>
internal sealed class CommitCombiner(IProjection projection, NpgsqlDataSource dataSource, int parallelism, CancellationToken stop)
{
    private readonly Channel<Submission> _waiting = Channel.CreateUnbounded<Submission>();

    /// <summary>Applies the events and moves the cursor, in one transaction.</summary>
    /// <param name="move">The step of the partition's cursor.</param>
    /// <param name="events">The events to apply.</param>
    /// <param name="parked">Events to set aside, because they wait behind a failed one.</param>
    /// <param name="spans">Those of the events.</param>
    public Task CommitAsync(CursorMove move, IReadOnlyList<Delivery> events, IReadOnlyList<ParkedEvent> parked, ProcessSpans? spans)
    {
        var submission = new Submission(move, events, parked, spans);
        _waiting.Writer.TryWrite(submission);
        return submission.Done.Task.WaitAsync(stop);
    }

    /// <summary>Runs until the session of this worker ends.</summary>
    public Task RunAsync() =>
        Task.WhenAll(Enumerable.Range(0, parallelism).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));

    private async Task WorkAsync()
    {
        Activity.Current = null;
        var together = new List<Submission>();
        while (await _waiting.Reader.WaitToReadAsync(stop))
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
        using var spans = WriteSpans.Start(projection.Name, submissions.SelectMany(s => s.Spans?.Traced ?? []));
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(stop);
            await using var batch = connection.CreateBatch();
            batch.BatchCommands.Add(ConsumerSql.WithoutWaiting());
            batch.BatchCommands.Add(ConsumerSql.Advance(projection.Name, [.. submissions.Select(s => s.Move).OrderBy(m => m.Partition)]));
            var events = submissions.SelectMany(s => s.Events).Select(d => d.Envelope).ToList();
            if (events.Count > 0)
                projection.Project(events, batch);
            foreach (var submission in submissions)
                foreach (var parked in submission.Parked)
                    batch.BatchCommands.Add(ConsumerSql.Park(projection.Name, submission.Move.Partition, parked, null));
            spans?.Send(batch, connection);
            await batch.ExecuteAsync(stop);
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

    private sealed record Submission(
        CursorMove Move, IReadOnlyList<Delivery> Events, IReadOnlyList<ParkedEvent> Parked, ProcessSpans? Spans)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
