using RusToK.Core.Telemetry.Tenants;
using RusToK.Core.Usage;

namespace RusToK.Api.Usage;

internal static class UsageRegistration
{
    /// <summary>Counts the requests of each tenant and hands the counts over.</summary>
    public static IServiceCollection AddUsageCounts(this IServiceCollection services)
    {
        services.AddUsage();
        services.AddScoped<RequestUsage>();
        services.AddSingleton<TenantMetrics>();
        services.AddHostedService<UsageHandOver>();
        return services;
    }
}
