using Microsoft.Extensions.DependencyInjection;
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
        services.AddSingleton(provider => new WebhookQueries(new ReadStore(provider.GetRequiredService<Npgsql.NpgsqlDataSource>())));
        return services;
    }
}
