using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace RusToK.Core.Caching;

/// <summary>
/// Entries in this process, bounded by the sum of their weights. Two generations: reads take no lock, an entry that is read is
/// carried over, and a flood of one-time entries never displaces what is in use. Each generation takes half the bound.
/// </summary>
/// <param name="capacity">The bound, in the unit of the weights.</param>
/// <param name="weigh">The weight of an entry, which stays as it is.</param>
/// <param name="displaced">Told how many entries had to go, each time that some had to.</param>
public sealed class BoundedCache<TValue>(long capacity, Func<TValue, long> weigh, Action<int>? displaced = null)
    where TValue : class
{
    private readonly Lock _gate = new();
    private readonly long _generationCapacity = Math.Max(1, capacity / 2);
    private volatile ConcurrentDictionary<string, TValue> _young = new(StringComparer.Ordinal);
    private volatile ConcurrentDictionary<string, TValue> _old = new(StringComparer.Ordinal);
    private long _youngWeight;

    /// <summary>Entries, those that were carried over twice.</summary>
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

    /// <summary>Keeps the entry, in the place of one with the same key; one heavier than half the capacity is not kept.</summary>
    public void Set(string key, TValue value)
    {
        var weight = weigh(value);
        if (weight > _generationCapacity)
            return;
        lock (_gate)
        {
            if (_young.TryGetValue(key, out var former))
                _youngWeight -= weigh(former);
            else if (_youngWeight + weight > _generationCapacity)
                Age();
            _young[key] = value;
            _youngWeight += weight;
        }
    }

    private void Age()
    {
        var (gone, kept) = (_old, _young);
        _old = kept;
        _young = new ConcurrentDictionary<string, TValue>(StringComparer.Ordinal);
        _youngWeight = 0;
        if (displaced is not null && gone.Keys.Count(key => !kept.ContainsKey(key)) is > 0 and var count)
            displaced(count);
    }
}
