using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace RusToK.Api.GraphQL.Server.Documents;

/// <summary>
/// A cache bounded by the sum of its entries' weights. Two generations: reads take no lock, an entry that is read is
/// carried over, and a flood of one-time entries never displaces what is in use. Each generation takes half the bound.
/// </summary>
internal sealed class BoundedCache<TValue>(long capacity, Func<TValue, long> weigh)
    where TValue : class
{
    private readonly Lock _gate = new();
    private readonly long _generationCapacity = Math.Max(1, capacity / 2);
    private volatile ConcurrentDictionary<string, TValue> _young = new(StringComparer.Ordinal);
    private volatile ConcurrentDictionary<string, TValue> _old = new(StringComparer.Ordinal);
    private long _youngWeight;

    public int Count => _young.Count + _old.Count;

    public bool TryGet(string key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_young.TryGetValue(key, out value))
            return true;
        if (!_old.TryGetValue(key, out value))
            return false;
        Set(key, value);
        return true;
    }

    /// <summary>Keeps the entry; one heavier than half the capacity is not kept.</summary>
    public void Set(string key, TValue value)
    {
        var weight = weigh(value);
        if (weight > _generationCapacity)
            return;
        lock (_gate)
        {
            if (_young.ContainsKey(key))
            {
                _young[key] = value;
                return;
            }

            if (_youngWeight + weight > _generationCapacity)
            {
                _old = _young;
                _young = new ConcurrentDictionary<string, TValue>(StringComparer.Ordinal);
                _youngWeight = 0;
            }

            _young[key] = value;
            _youngWeight += weight;
        }
    }
}
