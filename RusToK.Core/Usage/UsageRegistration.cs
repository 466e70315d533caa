using Microsoft.Extensions.DependencyInjection;

namespace RusToK.Core.Usage;

public static class UsageRegistration
{
    /// <summary>Adds the daily usage of tenants; the counter of events adds itself.</summary>
    public static IServiceCollection AddUsage(this IServiceCollection services) => services
        .AddSingleton<UsageStore>()
        .AddSingleton<RequestCounts>();
}
