using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Caching;
using RusToK.Core.Caching.Invalidation;
using RusToK.Core.Persistence;
using RusToK.Core.Resilience;
using RusToK.Core.Tenancy.Caching;
using RusToK.Core.Tenancy.Lookup;
using RusToK.Core.Tenancy.Queries;

namespace RusToK.Core.Tenancy;

public static class TenancyRegistration
{
    /// <summary>Adds the tenant directory with its bounded cache, and the scoped current tenant.</summary>
    public static IServiceCollection AddTenancy(this IServiceCollection services)
    {
        services.AddCaching();
        services.AddSingleton<IChangeTags, TenantChangeTags>();
        services.AddSingleton(provider => new TenantDirectory(
            provider.GetRequiredService<Npgsql.NpgsqlDataSource>(), provider.GetRequiredService<NamedCaches>(), provider.GetRequiredService<DependencySet>()));
        services.AddScoped<CurrentTenant>();
        services.AddSingleton(provider => new TenantQueries(provider.GetRequiredService<TenantStatements>()));
        return services;
    }
}
