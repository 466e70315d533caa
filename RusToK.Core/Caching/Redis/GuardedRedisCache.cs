using Microsoft.Extensions.Caching.Distributed;
using RusToK.Core.Resilience;

namespace RusToK.Core.Caching.Redis;

/// <summary>Redis behind its breaker: while it is away, every call fails at once instead of waiting.</summary>
internal sealed class GuardedRedisCache(IDistributedCache redis, Dependency dependency) : IDistributedCache
{
    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) => await dependency.ReadAsync(
        static async (s, stop) => await s.redis.GetAsync(s.key, stop).WaitAsync(stop), (redis, key), token);

    public async Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) => await dependency.ReadAsync(
        static async (s, stop) =>
        {
            await s.redis.SetAsync(s.key, s.value, s.options, stop).WaitAsync(stop);
            return true;
        },
        (redis, key, value, options), token);

    public async Task RefreshAsync(string key, CancellationToken token = default) => await dependency.ReadAsync(
        static async (s, stop) =>
        {
            await s.redis.RefreshAsync(s.key, stop).WaitAsync(stop);
            return true;
        },
        (redis, key), token);

    public async Task RemoveAsync(string key, CancellationToken token = default) => await dependency.ReadAsync(
        static async (s, stop) =>
        {
            await s.redis.RemoveAsync(s.key, stop).WaitAsync(stop);
            return true;
        },
        (redis, key), token);

    // Nothing here asks without waiting asynchronously.
    public byte[]? Get(string key) => throw new NotSupportedException();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    public void Refresh(string key) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();
}
