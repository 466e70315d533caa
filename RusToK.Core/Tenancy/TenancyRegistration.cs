using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Tenancy.Lookup;
using RusToK.Core.Tenancy.Queries;
using ZiggyCreatures.Caching.Fusion;

namespace RusToK.Core.Tenancy;

public static class TenancyRegistration
{
    private const string CacheName = "tenants";

    /// <summary>Entries, known and unknown names together; past it the oldest go.</summary>
    private const int MaxCached = 50_000;

    /// <summary>Adds the tenant directory with its bounded cache, and the scoped current tenant.</summary>
    public static IServiceCollection AddTenancy(this IServiceCollection services)
    {
        services.AddFusionCache(CacheName)
            .WithCacheKeyPrefix($"{CacheName}:")
            .WithMemoryCache(_ => new MemoryCache(new MemoryCacheOptions { SizeLimit = MaxCached }));
        services.AddSingleton(provider => new TenantDirectory(
            provider.GetRequiredService<Npgsql.NpgsqlDataSource>(),
            provider.GetRequiredService<IFusionCacheProvider>().GetCache(CacheName)));
        services.AddScoped<CurrentTenant>();
        services.AddSingleton(provider => new TenantQueries(provider.GetRequiredService<Npgsql.NpgsqlDataSource>()));
        return services;
    }
}
