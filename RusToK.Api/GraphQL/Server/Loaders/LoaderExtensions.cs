using GraphQL;
using GraphQL.DataLoader;
using RusToK.Api.GraphQL.Server.Execution;

namespace RusToK.Api.GraphQL.Server.Loaders;

/// <summary>Batched loading for resolvers: return the result, and all fields of a level share one fetch.</summary>
internal static class LoaderExtensions
{
    /// <summary>Loads the value of one key.</summary>
    /// <param name="context">The resolver's.</param>
    /// <param name="name">Names the loader; fields that give the same name, with the same types, share batches. Static text, no ids.</param>
    /// <param name="key">Which value.</param>
    /// <param name="fetch">Fetches a batch of distinct keys; keys without a value may be left out. The fetch of the first caller is used.</param>
    /// <param name="maxBatchSize">Keys of one fetch at most.</param>
    public static IDataLoaderResult<TValue?> LoadOne<TKey, TValue>(
        this IResolveFieldContext context,
        string name,
        TKey key,
        Func<IReadOnlyList<TKey>, CancellationToken, Task<IReadOnlyDictionary<TKey, TValue>>> fetch,
        int maxBatchSize = 1000)
        where TKey : notnull =>
        context.Loaders().GetOrAdd(name, fetch, maxBatchSize).Load(key);

    /// <summary>Loads the values that belong to one key; none is an empty list.</summary>
    /// <inheritdoc cref="LoadOne"/>
    public static IDataLoaderResult<IEnumerable<TValue>> LoadMany<TKey, TValue>(
        this IResolveFieldContext context,
        string name,
        TKey key,
        Func<IReadOnlyList<TKey>, CancellationToken, Task<ILookup<TKey, TValue>>> fetch,
        int maxBatchSize = 1000)
        where TKey : notnull
    {
        return new OrEmpty<TValue>(
            context.Loaders().GetOrAdd<TKey, IEnumerable<TValue>>(name, Fetch, maxBatchSize).Load(key));

        async Task<IReadOnlyDictionary<TKey, IEnumerable<TValue>>> Fetch(IReadOnlyList<TKey> keys, CancellationToken cancellationToken) =>
            (await fetch(keys, cancellationToken)).ToDictionary(g => g.Key, g => (IEnumerable<TValue>)g);
    }

    private static OperationLoaders Loaders(this IResolveFieldContext context) =>
        context.UserContext is OperationContext operation
            ? operation.Loaders
            : throw new InvalidOperationException("Loaders work only in operations executed by the GraphQL server.");

    private sealed class OrEmpty<TValue>(IDataLoaderResult<IEnumerable<TValue>?> inner) : IDataLoaderResult<IEnumerable<TValue>>
    {
        public async Task<IEnumerable<TValue>> GetResultAsync(CancellationToken cancellationToken = default) =>
            await inner.GetResultAsync(cancellationToken) ?? [];

        async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => await GetResultAsync(cancellationToken);
    }
}
