using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RusToK.Core.Content.Queries;
using RusToK.Core.Webhooks.Queries;
using RusToK.Core.Webhooks.Targets;

namespace RusToK.Core.Webhooks;

public static class WebhookRegistration
{
    /// <summary>Adds what commands and queries of webhooks need; commands and the fan-out of deliveries add themselves.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<TargetRules>();
        services.TryAddSingleton<ReadStore>();
        services.AddSingleton(provider => new WebhookQueries(provider.GetRequiredService<ReadStore>()));
        return services;
    }
}
