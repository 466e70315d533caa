using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using RusToK.Core.Caching.Redis;

namespace RusToK.Core.Resilience;

public static class ResilienceRegistration
{
    /// <summary>Adds the pipelines of the dependencies and the state of their breakers. Harmless when it is done again.</summary>
    public static IServiceCollection AddResilience(this IServiceCollection services)
    {
        services.AddOptions<ResilienceOptions>().BindConfiguration(ResilienceOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ResilienceOptions>, ResilienceOptionsValidator>());
        services.TryAddSingleton<CircuitBreakers>();
        services.TryAddSingleton<DependencySet>();
        services.TryAddSingleton(provider => new RedisGuard(provider.GetRequiredService<DependencySet>()));
        services.TryAddSingleton(provider => new DependencyProbe(
            provider.GetRequiredService<CircuitBreakers>(), provider.GetRequiredService<DependencySet>(), provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<SharedRedis>()));
        return services;
    }
}
