using Microsoft.Extensions.Options;

namespace RusToK.Api.RateLimits;

internal static class RateLimitRegistration
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<RateLimitOptions>, RateLimitOptionsValidator>()
            .AddSingleton<RedisBuckets>()
            .AddSingleton<LocalBuckets>()
            .AddSingleton<RequestLimits>();
    }
}
