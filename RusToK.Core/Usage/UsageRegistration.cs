using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RusToK.Core.Persistence;

namespace RusToK.Core.Usage;

public static class UsageRegistration
{
    /// <summary>Adds the daily usage of tenants; the counter of events adds itself.</summary>
    public static IServiceCollection AddUsage(this IServiceCollection services) => services
        .AddSingleton(provider => new UsageStore(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<TenantStatements>()))
        .AddSingleton<RequestCounts>();
}
