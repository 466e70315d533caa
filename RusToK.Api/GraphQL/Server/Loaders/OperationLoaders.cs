using System.Collections.Concurrent;

namespace RusToK.Api.GraphQL.Server.Loaders;

/// <summary>The loaders of one operation.</summary>
internal sealed class OperationLoaders
{
    private readonly ConcurrentDictionary<string, object> _loaders = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">The name is taken by a loader of other types.</exception>
    public BatchLoader<TKey, TValue> GetOrAdd<TKey, TValue>(
        string name, Func<IReadOnlyList<TKey>, CancellationToken, Task<IReadOnlyDictionary<TKey, TValue>>> fetch, int maxBatchSize)
        where TKey : notnull
    {
        var loader = _loaders.GetOrAdd(
            name,
            static (key, state) => new BatchLoader<TKey, TValue>(key, state.fetch, state.maxBatchSize),
            (fetch, maxBatchSize));
        return loader as BatchLoader<TKey, TValue>
            ?? throw new InvalidOperationException($"Loader {name} is used with different types.");
    }
}
