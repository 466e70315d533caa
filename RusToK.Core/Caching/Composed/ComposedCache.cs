namespace RusToK.Core.Caching.Composed;

/// <summary>
/// Keeps what was made of answers of other caches, in this process, for as long as every one of those answers counts: it is asked for with
/// each question, so what is kept here is never older than what they would say. See ADR 0110.
/// </summary>
/// <typeparam name="T">What is kept.</typeparam>
public sealed class ComposedCache<T> : IComposedCache
    where T : class
{
    /// <summary>Of an entry with its key and references, estimated.</summary>
    private const int Overhead = 500;

    private readonly BoundedCache<Entry> _entries;
    private readonly CacheResult _hit;
    private readonly CacheResult _miss;

    internal ComposedCache(string name, long maxBytes)
    {
        Name = name;
        (_hit, _miss) = (new CacheResult(name, CacheMetrics.Hit), new CacheResult(name, CacheMetrics.Miss));
        CacheMetrics.InitialiseAlone(name);
        var tag = CacheMetrics.Cache(name);
        _entries = new BoundedCache<Entry>(maxBytes, static e => e.Bytes, displaced: count => CacheMetrics.Evictions.Add(count, tag));
    }

    public string Name { get; }

    public long Count => _entries.Count;

    /// <summary>What is kept under a key; null when nothing is, or it does not count any more.</summary>
    /// <param name="key">With everything the answer depends on, the tenant first of all.</param>
    /// <param name="fits">What else must be so for it to count.</param>
    /// <param name="state">For <paramref name="fits"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<T?> FindAsync<TState>(string key, Func<T, TState, bool> fits, TState state, CancellationToken cancellationToken)
    {
        if (!_entries.TryGet(key, out var entry) || !fits(entry.Value, state))
            return null;
        foreach (var read in entry.Reads)
            if (!await read.CountsAsync(cancellationToken))
                return null;
        _hit.Tell();
        return entry.Value;
    }

    /// <summary>Keeps what was made of these answers, and of nothing else. Only what can be kept counts as a miss.</summary>
    /// <param name="key">As in <see cref="FindAsync"/>.</param>
    /// <param name="value">What was made.</param>
    /// <param name="bytes">Its size in memory, estimated.</param>
    /// <param name="reads">The answers, <see cref="CacheReads.AreWhole">whole</see>.</param>
    /// <exception cref="ArgumentException">Something came from elsewhere.</exception>
    public void Keep(string key, T value, long bytes, CacheReads reads)
    {
        if (!reads.AreWhole)
            throw new ArgumentException("Something of it did not come from a cache.", nameof(reads));
        var answers = reads.ToList();
        _miss.Tell();
        _entries.Set(key, new Entry(value, answers, Overhead + (2L * key.Length) + bytes + answers.Sum(static r => r.Bytes)));
    }

    /// <param name="Value">What is kept.</param>
    /// <param name="Reads">What it was made of.</param>
    /// <param name="Bytes">With the answers, which it holds on to even when their cache does not.</param>
    private sealed record Entry(T Value, IReadOnlyList<CacheRead> Reads, long Bytes);
}
