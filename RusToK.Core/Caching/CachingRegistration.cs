using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RusToK.Core.Caching.Composed;
using RusToK.Core.Caching.Redis;
using RusToK.Core.Resilience;
using StackExchange.Redis;

namespace RusToK.Core.Caching;

public static class CachingRegistration
{
    /// <summary>Name of Redis' connection string. A process without one has no shared caches.</summary>
    public const string RedisConnection = "redis";

    /// <summary>Adds the caches. Harmless when it is done again.</summary>
    public static IServiceCollection AddCaching(this IServiceCollection services)
    {
        services.AddResilience();
        services.AddOptions<CachingOptions>().BindConfiguration(CachingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(provider => new SharedRedis(
            provider.GetService<IConnectionMultiplexer>(), provider.GetService<IConfiguration>()?.GetConnectionString(RedisConnection)));
        services.TryAddSingleton<NamedCaches>();
        services.TryAddSingleton(provider => new ComposedCaches(provider.GetRequiredService<NamedCaches>()));
        return services;
    }
}
