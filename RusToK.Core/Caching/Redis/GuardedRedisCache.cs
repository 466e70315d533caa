using Microsoft.Extensions.Caching.Distributed;
using RusToK.Core.Resilience;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Caching.Redis;

/// <summary>
/// Redis behind its breaker: while it is away, every call fails at once instead of waiting. What is read has a span, for the answer waits for
/// it; what is written is written after the answer.
/// </summary>
internal sealed class GuardedRedisCache(string cache, IDistributedCache redis, Dependency dependency, RedisSpans? spans) : IDistributedCache
{
    private const string Read = "HMGET";

    /// <summary>What the cache's library puts before a tag to make the key of the time since which its entries count.</summary>
    private const string TagMark = ":__fc:t:";

    private readonly string _entrySpan = $"{Read} rustok:cache:{cache}";
    private readonly string _tagSpan = $"{Read} rustok:cache:{cache}:tags";

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) => await dependency.ReadAsync(
        static (s, stop) => s.Self.ReadAsync(s.key, stop), (Self: this, key), token);

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

    private async ValueTask<byte[]?> ReadAsync(string key, CancellationToken stop)
    {
        using var span = spans?.Start(key.Contains(TagMark, StringComparison.Ordinal) ? _tagSpan : _entrySpan, Read);
        try
        {
            return await redis.GetAsync(key, stop).WaitAsync(stop);
        }
        catch (Exception error)
        {
            span.Fail(error);
            throw;
        }
    }

    // Nothing here asks without waiting asynchronously.
    public byte[]? Get(string key) => throw new NotSupportedException();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    public void Refresh(string key) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();
}
