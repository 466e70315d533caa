namespace RusToK.Api.Overload;

internal static class OverloadRegistration
{
    public static IServiceCollection AddOverload(this IServiceCollection services)
    {
        services.AddOptions<OverloadOptions>().BindConfiguration(OverloadOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<IQueueDelay, ThreadPoolDelay>()
            .AddSingleton<LoadShedding>()
            .AddHostedService(provider => provider.GetRequiredService<LoadShedding>());
    }
}
