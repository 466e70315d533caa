using BenchmarkDotNet.Attributes;
using GraphQL.DataLoader;
using RusToK.Api.GraphQL.Server.Loaders;

namespace RusToK.Benchmarks.Micro.Loaders;

/// <summary>Twenty fields of one level that each load a key through the operation's loaders, against one call of the batch function for all of them.</summary>
public class BatchLoading
{
    private const int Fields = 20;

    private readonly Guid[] _keys = [.. Enumerable.Range(0, Fields).Select(_ => Guid.CreateVersion7())];
    private readonly object?[] _values = new object?[Fields];
    private readonly IDataLoaderResult[] _pending = new IDataLoaderResult[Fields];
    private readonly Func<IReadOnlyList<Guid>, CancellationToken, Task<IReadOnlyDictionary<Guid, object>>> _fetch = Fetch;

    [GlobalSetup]
    public void Load()
    {
        Check.That(Bare() == Fields && _values.Distinct().Count() == Fields);
        object?[] expected = [.. _values];
        Array.Clear(_values);
        Check.That(Loaded() == Fields && _values.SequenceEqual(expected));
    }

    [Benchmark(Baseline = true, Description = "the batch function for 20 keys")]
    public int Bare()
    {
        var values = Settled.Of(_fetch(_keys, CancellationToken.None));
        for (var i = 0; i < Fields; i++)
            _values[i] = values[_keys[i]];
        return values.Count;
    }

    [Benchmark(Description = "20 keys through a loader")]
    public int Loaded()
    {
        var loaders = new OperationLoaders();
        for (var i = 0; i < Fields; i++)
            _pending[i] = loaders.GetOrAdd("bench", _fetch, maxBatchSize: 1_000).Load(_keys[i]);
        for (var i = 0; i < Fields; i++)
            _values[i] = Settled.Of(_pending[i].GetResultAsync(CancellationToken.None));
        return _pending.Length;
    }

    /// <summary>Does the least that a batch function can: makes the dictionary.</summary>
    private static Task<IReadOnlyDictionary<Guid, object>> Fetch(IReadOnlyList<Guid> keys, CancellationToken cancellationToken)
    {
        var values = new Dictionary<Guid, object>(keys.Count);
        foreach (var key in keys)
            values[key] = key;
        return Task.FromResult<IReadOnlyDictionary<Guid, object>>(values);
    }
}
