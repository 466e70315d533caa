using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RusToK.Core.Caching.Composed;
using RusToK.Core.Caching.Redis;
using RusToK.Core.Faults;
using RusToK.Core.Resilience;
using RusToK.Core.Telemetry.Catalogue.Instruments;
using ZiggyCreatures.Caching.Fusion;
using ZiggyCreatures.Caching.Fusion.Backplane.StackExchangeRedis;
using ZiggyCreatures.Caching.Fusion.Serialization.SystemTextJson;

namespace RusToK.Core.Caching;

/// <summary>The caches of this process, each made when it is first asked for.</summary>
internal sealed class NamedCaches : IDisposable
{
    /// <summary>Part of every key in Redis: another shape of what is kept gets another one.</summary>
    private const string KeyVersion = "3";

    private readonly ConcurrentDictionary<string, Lazy<NamedCache>> _caches = new();
    private readonly ConcurrentBag<IComposedCache> _composed = [];
    private readonly CachingOptions _options;
    private readonly DependencySet _dependencies;
    private readonly ILoggerFactory _loggers;
    private readonly SharedRedis _redis;
    private readonly ActiveFaults? _faults;

    public NamedCaches(IOptions<CachingOptions> options, SharedRedis redis, DependencySet dependencies, ILoggerFactory loggers, ActiveFaults? faults = null)
    {
        (_options, _redis, _dependencies, _loggers, _faults) = (options.Value, redis, dependencies, loggers, faults);
        CacheInstruments.Entries.CreateGauge(Measure);
        redis.SubscriptionRestored += ForgetHere;
        if (redis.IsConfigured)
            _ = redis.ConnectAsync();
    }

    /// <summary>Whether changes are heard of: without Redis nobody tells this process what to forget.</summary>
    public bool HearOfChanges => _redis.IsConfigured;

    /// <summary>Whether what readers are shown is remembered: changes have to be heard of, and the cache must not be off.</summary>
    public bool Remember(CacheDeclaration cache) => HearOfChanges && !_options.Off.Contains(cache.Name, StringComparer.Ordinal);

    /// <param name="cache">Which one.</param>
    /// <param name="lifeWhenDeaf">How long an entry counts in a process that does not hear of changes; the usual time when null.</param>
    public NamedCache Get(CacheDeclaration cache, TimeSpan? lifeWhenDeaf = null) =>
        _caches.GetOrAdd(cache.Name, _ => new Lazy<NamedCache>(() => Create(cache, HearOfChanges ? _options.LocalLife : lifeWhenDeaf ?? _options.LocalLife))).Value;

    /// <summary>A cache of what is made of the answers of these.</summary>
    /// <param name="name">In metrics and traces.</param>
    public ComposedCache<T> Compose<T>(string name)
        where T : class
    {
        var cache = new ComposedCache<T>(name, _options.MaxBytes);
        _composed.Add(cache);
        return cache;
    }

    public void Dispose()
    {
        _redis.SubscriptionRestored -= ForgetHere;
        foreach (var cache in _caches.Values)
            cache.Value.Dispose();
    }

    private NamedCache Create(CacheDeclaration declaration, TimeSpan localLife)
    {
        var name = declaration.Name;
        var policy = new CachePolicy(_options, localLife, declaration.IsShared && HearOfChanges);
        var memory = new MemoryCache(new MemoryCacheOptions { SizeLimit = _options.MaxBytes });
        var cache = new FusionCache(
            new FusionCacheOptions
            {
                CacheName = name,
                CacheKeyPrefix = $"{name}:{KeyVersion}:",
                BackplaneChannelPrefix = "rustok:cache:" + name,
                DefaultEntryOptions = policy.Entries,
                TagsDefaultEntryOptions = policy.Tags,
                // Ours opens; and what could not be told is told again by who tells it.
                DistributedCacheCircuitBreakerDuration = TimeSpan.Zero,
                BackplaneCircuitBreakerDuration = TimeSpan.Zero,
                EnableAutoRecovery = false,
                // The breaker says it once, instead of every request.
                DistributedCacheErrorsLogLevel = LogLevel.Debug,
                DistributedCacheSyntheticTimeoutsLogLevel = LogLevel.Debug,
                BackplaneErrorsLogLevel = LogLevel.Debug,
                FactorySyntheticTimeoutsLogLevel = LogLevel.Debug,
                FailSafeActivationLogLevel = LogLevel.Debug,
            },
            memory,
            _loggers.CreateLogger<FusionCache>());
        if (HearOfChanges)
        {
            cache.SetupSerializer(new FusionCacheSystemTextJsonSerializer());
            cache.SetupDistributedCache(new GuardedRedisCache(
                name, new RedisCache(new RedisCacheOptions { ConnectionMultiplexerFactory = _redis.ConnectAsync, InstanceName = "rustok:cache:" }),
                _dependencies.Redis,
                // Whose request it is, which every span says, is what a cache that is not shared is asked for.
                declaration.IsShared ? _redis.Spans : null));
            cache.SetupBackplane(new RedisBackplane(new RedisBackplaneOptions { ConnectionMultiplexerFactory = _redis.ConnectAsync }));
        }

        return new NamedCache(name, cache, memory, _options, policy, _faults);
    }

    private void ForgetHere()
    {
        foreach (var cache in _caches.Values)
            if (cache.IsValueCreated)
                cache.Value.ForgetHere();
    }

    private IEnumerable<Measurement<long>> Measure() =>
        _caches.Values.Where(c => c.IsValueCreated).Select(c => new Measurement<long>(c.Value.Count, CacheMetrics.Cache(c.Value.Name)))
            .Concat(_composed.Select(c => new Measurement<long>(c.Count, CacheMetrics.Cache(c.Name))));
}
