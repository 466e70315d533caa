using System.Collections.Concurrent;

namespace RusToK.Api.RateLimits;

/// <summary>The buckets of this replica alone, while there is no Redis: each replica then grants the whole limit.</summary>
internal sealed class LocalBuckets(TimeProvider clock)
{
    private const int MostBuckets = 100_000;

    private readonly ConcurrentDictionary<(string Scope, string Key), State> _buckets = new();

    /// <summary>A token of each bucket or of none.</summary>
    public BucketLevel[] Take(Bucket[] buckets)
    {
        if (_buckets.Count > MostBuckets)
            Sweep();
        var states = new State[buckets.Length];
        for (var i = 0; i < buckets.Length; i++)
            states[i] = _buckets.GetOrAdd((buckets[i].Scope, buckets[i].Key), static (_, b) => new State(b.Burst), buckets[i]);
        var levels = new BucketLevel[buckets.Length];
        var now = clock.GetTimestamp();
        // Held in the order of the scopes, which is the same for all requests.
        lock (states[0])
        {
            lock (states[^1])
            {
                var isShort = false;
                for (var i = 0; i < buckets.Length; i++)
                {
                    states[i].Fill(buckets[i], now, clock);
                    isShort |= states[i].Tokens < 1;
                }

                for (var i = 0; i < buckets.Length; i++)
                {
                    var wait = states[i].Tokens < 1 ? TimeSpan.FromSeconds((1 - states[i].Tokens) / buckets[i].PerSecond) : TimeSpan.Zero;
                    if (!isShort)
                        states[i].Tokens--;
                    levels[i] = new BucketLevel(buckets[i], (int)states[i].Tokens, wait);
                }
            }
        }

        return levels;
    }

    /// <summary>Those that were not used for a minute are as good as full.</summary>
    private void Sweep()
    {
        var now = clock.GetTimestamp();
        foreach (var (key, state) in _buckets)
            if (clock.GetElapsedTime(state.FilledAt, now) > TimeSpan.FromMinutes(1))
                _buckets.TryRemove(key, out _);
        if (_buckets.Count > MostBuckets)
            _buckets.Clear();
    }

    private sealed class State(int burst)
    {
        public double Tokens { get; set; } = burst;

        public long FilledAt { get; private set; }

        public void Fill(Bucket bucket, long now, TimeProvider clock)
        {
            if (FilledAt != 0 && now > FilledAt)
                Tokens = Math.Min(bucket.Burst, Tokens + (clock.GetElapsedTime(FilledAt, now).TotalSeconds * bucket.PerSecond));
            if (now > FilledAt)
                FilledAt = now;
        }
    }
}
