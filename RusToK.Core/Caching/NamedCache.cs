using System.Diagnostics;
using Microsoft.Extensions.Caching.Memory;
using RusToK.Core.Caching.Composed;
using RusToK.Core.Faults;
using RusToK.Core.Telemetry;
using ZiggyCreatures.Caching.Fusion;

namespace RusToK.Core.Caching;

/// <summary>
/// One cache of a process: in memory, behind it in Redis, and told by the others what to forget. Whatever many ask at once is loaded once.
/// While the database does not answer, what no longer counts still does; while Redis does not, the database answers.
/// </summary>
/// <remarks>
/// An entry bears the time at which its loading began, so one that was read before a change and stored after the change was told of is
/// forgotten all the same. See ADR 0061.
/// </remarks>
internal sealed class NamedCache : IDisposable
{
    /// <summary>
    /// What took longer to load is kept for a moment only: clocks differ between machines, and a load that outlived its time-out is stamped
    /// late. Half of the time after which a change is told of again.
    /// </summary>
    private static readonly TimeSpan SlowLoad = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly FusionCache _cache;
    private readonly MemoryCache _memory;
    private readonly CachingOptions _options;
    private readonly CachePolicy _policy;
    private readonly ActiveFaults? _faults;
    private readonly KeyValuePair<string, object?> _tag;
    private readonly CacheResult _hit;
    private readonly CacheResult _miss;
    private readonly CacheResult _stale;
    private readonly string _span;

    internal NamedCache(string name, FusionCache cache, MemoryCache memory, CachingOptions options, CachePolicy policy, ActiveFaults? faults)
    {
        (Name, _cache, _memory, _options, _policy, _faults) = (name, cache, memory, options, policy, faults);
        (_tag, _span) = (CacheMetrics.Cache(name), "cache.load " + name);
        (_hit, _miss, _stale) = (new CacheResult(name, CacheMetrics.Hit), new CacheResult(name, CacheMetrics.Miss), new CacheResult(name, CacheMetrics.Stale));
        CacheMetrics.Initialise(name);
        cache.Events.Memory.Eviction += (_, e) =>
        {
            if (e.Reason == EvictionReason.Capacity)
                CacheMetrics.Evictions.Add(1, _tag);
        };
        cache.Events.Backplane.MessagePublished += (_, _) => CacheMetrics.Messages.Add(1, _tag, new(Attributes.Direction, CacheMetrics.Published));
        cache.Events.Backplane.MessageReceived += (_, _) => CacheMetrics.Messages.Add(1, _tag, new(Attributes.Direction, CacheMetrics.Received));
    }

    public string Name { get; }

    /// <summary>Entries in this process.</summary>
    public long Count => _memory.Count;

    /// <param name="tenantId">Whose it is; null for what belongs to no tenant. Part of the key.</param>
    /// <param name="key">What is asked for, with everything that the answer depends on.</param>
    /// <param name="load">Gets it from the database.</param>
    /// <param name="kept">What to know of the answer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<T> GetAsync<T>(
        Guid? tenantId, string key, Func<CancellationToken, Task<T>> load, Func<T, Kept> kept, CancellationToken cancellationToken)
    {
        // Until the load has succeeded, an answer can only be an old one.
        var result = _hit;
        var full = tenantId is { } id ? $"{id:N}:{key}" : key;
        var value = await _cache.GetOrSetAsync<T>(
            full,
            async (context, stop) =>
            {
                result = _stale;
                var started = Stopwatch.GetTimestamp();
                var loaded = await LoadAsync(load, started, stop);
                Keep(context, tenantId, kept(loaded), Stopwatch.GetElapsedTime(started));
                result = _miss;
                return loaded;
            },
            IsCold(tenantId) ? _policy.Cold : _policy.Entries,
            token: cancellationToken);
        result.Tell();
        if (CacheReads.Current is { } reads)
            Note(reads, tenantId, full, value, kept, isOld: ReferenceEquals(result, _stale));
        return value;
    }

    /// <summary>Whether this process has this very answer still, and may give it.</summary>
    internal async ValueTask<bool> HoldsAsync<T>(Guid? tenantId, string key, T answer, CancellationToken cancellationToken)
    {
        if (IsCold(tenantId))
            return false;
        var found = await _cache.TryGetAsync<T>(key, _policy.Held, cancellationToken);
        if (!found.HasValue || !ReferenceEquals(found.Value, answer))
            return false;
        _hit.Count();
        return true;
    }

    /// <summary>Forgets what bears one of the tags in this process, which changed it itself; the others are told by the Worker.</summary>
    public async ValueTask ForgetHereAsync(IReadOnlyCollection<string> tags, CancellationToken cancellationToken)
    {
        foreach (var tag in tags)
            await _cache.RemoveByTagAsync(tag, _policy.ForgettingHere, cancellationToken);
    }

    /// <summary>Has all processes forget what bears one of the tags.</summary>
    /// <exception cref="FusionCacheDistributedCacheException">Redis did not take it.</exception>
    public Task ForgetAsync(IReadOnlyCollection<string> tags, CancellationToken cancellationToken) =>
        Task.WhenAll(tags.Select(tag => _cache.RemoveByTagAsync(tag, _policy.Forgetting, cancellationToken).AsTask()));

    /// <summary>Empties this process' memory, which has missed messages. Redis knows what counts.</summary>
    public void ForgetHere() => _memory.Clear();

    public void Dispose()
    {
        _cache.Dispose();
        _memory.Dispose();
    }

    private bool IsCold(Guid? tenantId)
    {
        if (_faults?.Strike(FaultCatalogue.CacheCold, tenantId) is not { } struck)
            return false;
        Activity.Current?.SetTag(Attributes.Fault, struck.Fault.Name);
        return true;
    }

    private void Note<T>(CacheReads reads, Guid? tenantId, string key, T value, Func<T, Kept> kept, bool isOld)
    {
        // A value type has no identity to know it by.
        if (isOld || typeof(T).IsValueType)
            reads.Break();
        else
            reads.Add(new CacheRead<T>(this, tenantId, key, value, kept(value).Bytes));
    }

    private async Task<T> LoadAsync<T>(Func<CancellationToken, Task<T>> load, long started, CancellationToken cancellationToken)
    {
        CacheReads.Pause();
        using var span = TelemetrySources.Caching.StartActivity(_span);
        span?.SetTag(Attributes.Cache, Name);
        try
        {
            return await load(cancellationToken);
        }
        catch (Exception error)
        {
            span.Fail(error);
            throw;
        }
        finally
        {
            CacheMetrics.FactoryDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, _tag);
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan? other) => other < one ? other.Value : one;

    private void Keep<T>(FusionCacheFactoryExecutionContext<T> context, Guid? tenantId, Kept kept, TimeSpan took)
    {
        context.Tags = tenantId is { } id ? [CacheTags.Everything, CacheTags.OfTenant(id), .. kept.Tags] : [CacheTags.Everything, .. kept.Tags];
        context.Options.Size = kept.Bytes;
        var life = took > SlowLoad ? Moment : kept.IsAbsent ? Shorter(_options.AbsentLife, kept.Life) : kept.Life;
        if (life is { } shorter)
            context.Options.Duration = shorter;
        if (life < context.Options.MemoryCacheDuration)
            context.Options.MemoryCacheDuration = life;
        if (life < context.Options.DistributedCacheDuration)
            context.Options.DistributedCacheDuration = life;
        if (kept.IsAbsent)
            context.Options.SkipDistributedCacheWrite = true;
    }
}
