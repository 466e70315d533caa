using Microsoft.Extensions.Caching.Memory;
using ZiggyCreatures.Caching.Fusion;

namespace RusToK.Core.Caching;

/// <summary>How FusionCache is told to treat the entries of one cache.</summary>
internal sealed class CachePolicy
{
    /// <summary>Memory of a tag's time, estimated.</summary>
    private const long TagBytes = 300;

    /// <param name="options">The section.</param>
    /// <param name="localLife">How long an entry counts in this process.</param>
    /// <param name="isShared">Whether entries are put into Redis as well.</param>
    public CachePolicy(CachingOptions options, TimeSpan localLife, bool isShared)
    {
        Entries = new FusionCacheEntryOptions(isShared ? options.SharedLife : localLife)
        {
            MemoryCacheDuration = localLife,
            DistributedCacheDuration = options.SharedLife,
            JitterMaxDuration = localLife / 10,
            IsFailSafeEnabled = true,
            FailSafeMaxDuration = options.StaleLife,
            FailSafeThrottleDuration = TimeSpan.FromSeconds(1),
            DistributedCacheFailSafeMaxDuration = options.StaleLife,
            FactorySoftTimeout = options.SoftTimeout,
            FactoryHardTimeout = options.HardTimeout,
            DistributedCacheSoftTimeout = options.RedisTimeout / 4,
            DistributedCacheHardTimeout = options.RedisTimeout,
            AllowBackgroundDistributedCacheOperations = true,
            ReThrowSerializationExceptions = false,
            SkipDistributedCacheRead = !isShared,
            SkipDistributedCacheWrite = !isShared,
            // A new entry is nothing that other processes would have to forget.
            SkipBackplaneNotifications = true,
            Size = 1,
        };
        Cold = Entries.Duplicate();
        Cold.SkipMemoryCacheRead = Cold.SkipDistributedCacheRead = true;
        Cold.LockTimeout = TimeSpan.Zero;
        Held = Entries.Duplicate();
        Held.SkipDistributedCacheRead = Held.SkipDistributedCacheWrite = true;
        Held.IsFailSafeEnabled = false;
        Held.SkipDistributedCacheReadWhenStale = true;
        Tags = new FusionCacheEntryOptions(options.StaleLife + options.SharedLife)
        {
            // Asked of Redis again after a minute: few tags are in use at a time, and those that are not shall not fill the memory. To be kept for a
            // failure (fail-safe) would mean to be kept for their whole life, here and wherever it was heard of them.
            MemoryCacheDuration = TimeSpan.FromMinutes(1),
            DistributedCacheDuration = options.StaleLife + options.SharedLife,
            IsFailSafeEnabled = false,
            DistributedCacheSoftTimeout = options.RedisTimeout / 4,
            DistributedCacheHardTimeout = options.RedisTimeout,
            AllowBackgroundDistributedCacheOperations = false,
            AllowBackgroundBackplaneOperations = false,
            Priority = CacheItemPriority.Normal,
            Size = TagBytes,
        };
        ForgettingHere = Tags.Duplicate();
        ForgettingHere.SkipDistributedCacheRead = ForgettingHere.SkipDistributedCacheWrite = ForgettingHere.SkipBackplaneNotifications = true;
        Forgetting = Tags.Duplicate();
        Forgetting.DistributedCacheSoftTimeout = Forgetting.DistributedCacheHardTimeout = TimeSpan.FromSeconds(2);
        Forgetting.ReThrowDistributedCacheExceptions = Forgetting.ReThrowBackplaneExceptions = true;
    }

    public FusionCacheEntryOptions Entries { get; }

    /// <summary>As if nothing were remembered, and nobody waited for another's load.</summary>
    public FusionCacheEntryOptions Cold { get; }

    /// <summary>Of looking whether an entry is here and counts: an old one does not.</summary>
    public FusionCacheEntryOptions Held { get; }

    /// <summary>Of the times since when the entries of a tag count.</summary>
    public FusionCacheEntryOptions Tags { get; }

    /// <summary>Of setting such a time for this process alone.</summary>
    public FusionCacheEntryOptions ForgettingHere { get; }

    /// <summary>Of setting such a time for all: a failure is told, so that it can be done again.</summary>
    public FusionCacheEntryOptions Forgetting { get; }
}
