using System.Runtime.ExceptionServices;
using GraphQL.DataLoader;
using RusToK.Core.Telemetry;

namespace RusToK.Api.GraphQL.Server.Loaders;

/// <summary>
/// Gathers the keys that the fields of one level ask for and fetches them in one call once no other field can run, each
/// key once an operation. Every batch has a span.
/// </summary>
internal sealed class BatchLoader<TKey, TValue>(
    string name,
    Func<IReadOnlyList<TKey>, CancellationToken, Task<IReadOnlyDictionary<TKey, TValue>>> fetch,
    int maxBatchSize)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Entry> _entries = [];
    private List<Entry> _pending = [];
    private Task _dispatched = Task.CompletedTask;

    /// <summary>The value of a key when its batch has been fetched, the default of the type when the batch lacks it.</summary>
    public IDataLoaderResult<TValue?> Load(TKey key)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                entry = new Entry(this, key);
                _entries.Add(key, entry);
                _pending.Add(entry);
            }

            return entry;
        }
    }

    /// <summary>Fetches what is pending; when nothing is, the keys are in the batch under way.</summary>
    private async Task DispatchAsync(CancellationToken cancellationToken)
    {
        List<Entry> batch;
        Task before;
        TaskCompletionSource? done = null;
        lock (_gate)
        {
            batch = _pending;
            before = _dispatched;
            if (batch.Count > 0)
            {
                _pending = [];
                done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _dispatched = done.Task;
            }
        }

        await before;
        if (done is null)
            return;
        foreach (var chunk in batch.Chunk(maxBatchSize))
            await FetchAsync(chunk, cancellationToken);
        done.SetResult();
    }

    private async Task FetchAsync(Entry[] batch, CancellationToken cancellationToken)
    {
        using var span = GraphQLTelemetry.Source.StartActivity(GraphQLTelemetry.LoaderSpan);
        if (span is { IsAllDataRequested: true })
        {
            span.DisplayName = $"load {name}";
            span.SetTag(Attributes.LoaderName, name);
            span.SetTag(Attributes.LoaderBatchSize, batch.Length);
        }

        try
        {
            var values = await fetch(Array.ConvertAll(batch, static e => e.Key), cancellationToken);
            foreach (var entry in batch)
                entry.Complete(values.TryGetValue(entry.Key, out var value) ? value : default);
        }
        catch (Exception exception)
        {
            span.Fail(exception);
            var captured = ExceptionDispatchInfo.Capture(exception);
            foreach (var entry in batch)
                entry.Fail(captured);
        }
    }

    private sealed class Entry(BatchLoader<TKey, TValue> loader, TKey key) : IDataLoaderResult<TValue?>
    {
        private ExceptionDispatchInfo? _failure;
        private TValue? _value;
        private bool _completed;

        public TKey Key { get; } = key;

        public void Complete(TValue? value)
        {
            _value = value;
            _completed = true;
        }

        public void Fail(ExceptionDispatchInfo failure) => _failure = failure;

        public async Task<TValue?> GetResultAsync(CancellationToken cancellationToken = default)
        {
            if (!_completed && _failure is null)
                await loader.DispatchAsync(cancellationToken);
            _failure?.Throw();
            return _value;
        }

        async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => await GetResultAsync(cancellationToken);
    }
}
