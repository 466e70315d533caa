namespace RusToK.Core.Import;

/// <summary>One piece of work, named so that others can come after it.</summary>
/// <param name="Key">Its name.</param>
/// <param name="After">Names of what must be done before; names that come later or not at all are ignored.</param>
/// <param name="RunAsync">The work.</param>
internal sealed record OrderedPiece<TKey>(TKey Key, IReadOnlyCollection<TKey> After, Func<CancellationToken, Task> RunAsync)
    where TKey : notnull;

/// <summary>Does pieces of work side by side, each after those before it that it depends on.</summary>
internal static class OrderedWork
{
    /// <param name="pieces">In their order; two of the same name are done in it.</param>
    /// <param name="parallelism">How many at a time, at most; one at a time they are done in their order.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <remarks>The first failure cancels the rest, and is thrown when all have ended.</remarks>
    public static async Task RunAsync<TKey>(IReadOnlyCollection<OrderedPiece<TKey>> pieces, int parallelism, CancellationToken cancellationToken)
        where TKey : notnull
    {
        if (parallelism == 1)
        {
            foreach (var piece in pieces)
                await piece.RunAsync(cancellationToken);
            return;
        }

        using var failing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var slots = new SemaphoreSlim(parallelism);
        var latest = new Dictionary<TKey, Task>(pieces.Count);
        var all = new List<Task>(pieces.Count);
        Exception? failure = null;
        foreach (var piece in pieces)
        {
            var before = piece.After.Append(piece.Key).Select(key => latest.GetValueOrDefault(key)).OfType<Task>().ToArray();
            var task = RunOneAsync(piece, before);
            latest[piece.Key] = task;
            all.Add(task);
        }

        await Task.WhenAll(all);
        if (failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        cancellationToken.ThrowIfCancellationRequested();

        async Task RunOneAsync(OrderedPiece<TKey> piece, Task[] before)
        {
            await Task.WhenAll(before).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            if (failing.IsCancellationRequested)
                return;
            try
            {
                await slots.WaitAsync(failing.Token);
                try
                {
                    await piece.RunAsync(failing.Token);
                }
                finally
                {
                    slots.Release();
                }
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref failure, error, null);
                await failing.CancelAsync();
            }
        }
    }
}
