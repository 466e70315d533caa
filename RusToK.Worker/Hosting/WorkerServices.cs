using Microsoft.Extensions.Diagnostics.HealthChecks;
using RusToK.Core.Caching.Invalidation;
using RusToK.Core.Commands;
using RusToK.Core.Commerce;
using RusToK.Core.Content;
using RusToK.Core.DeadLetters;
using RusToK.Core.Events.Handling;
using RusToK.Core.Events.Streams;
using RusToK.Core.Faults;
using RusToK.Core.Identity;
using RusToK.Core.Import;
using RusToK.Core.Persistence;
using RusToK.Core.Search;
using RusToK.Core.Tenancy;
using RusToK.Core.Usage;
using RusToK.Core.Webhooks;
using RusToK.ServiceDefaults.Health;
using RusToK.Worker.Consumers;
using RusToK.Worker.Gauges;
using RusToK.Worker.Import;
using RusToK.Worker.Rebuild;
using RusToK.Worker.Relay;
using RusToK.Worker.Scheduling;
using RusToK.Worker.Upkeep;
using RusToK.Worker.Usage;
using RusToK.Worker.Webhooks;
using StackExchange.Redis;

namespace RusToK.Worker.Hosting;

internal static class WorkerServices
{
    /// <summary>Name of Redis' connection string.</summary>
    private const string RedisConnection = "redis";

    /// <summary>What serving and the administrative commands share: database, commands, projections.</summary>
    public static IHostApplicationBuilder AddWorkerCore(this IHostApplicationBuilder builder)
    {
        builder.Services.AddPersistence(builder.Configuration);
        builder.Services.AddCommands();
        builder.Services.AddTenancy();
        builder.Services.AddIdentity();
        builder.Services.AddContent();
        builder.Services.AddImport().AddImportJobs();
        builder.Services.AddCommerce();
        builder.Services.AddDeadLetters();
        builder.Services.AddSearch();
        builder.Services.AddWebhooks();
        builder.Services.AddUsage();
        builder.Services.AddProjections();
        builder.Services.AddSingleton<ReadModelRebuilder>();
        return builder;
    }

    /// <summary>The relay, and a consumer group for every projection.</summary>
    public static IHostApplicationBuilder AddEventPipeline(this IHostApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString(RedisConnection)
            ?? throw new InvalidOperationException(
                "The connection string 'redis' is missing: set ConnectionStrings__redis to a Redis address such as 127.0.0.1:6379.");
        builder.Services.AddSingleton(new RedisConnections(connectionString));
        builder.Services.AddSingleton<IConnectionMultiplexer>(
            _ => ConnectionMultiplexer.Connect(RedisConnections.Parse(connectionString)));
        builder.Services.AddValidated<RelayOptions>(RelayOptions.Section);
        builder.Services.AddValidated<ConsumerOptions>(ConsumerOptions.Section);
        builder.Services.AddSingleton<RelayGauges>();
        builder.Services.AddHostedService<EventRelay>();
        builder.Services.AddHealthChecks().AddReadinessCheck<EventLogHealthCheck>("event_log", HealthStatus.Degraded);
        builder.Services.AddSingleton<CacheInvalidator>().AddHostedService(provider => provider.GetRequiredService<CacheInvalidator>());
        builder.Services.AddHostedService<ConsumerGroups>();
        builder.Services.AddHostedService<TableGauges>();
        builder.Services.AddHostedService<IdentityUpkeep>();
        builder.Services.AddHostedService<TableAnalysis>();
        builder.Services.AddHostedService<RequestedRebuilds>();
        builder.Services.AddSingleton<ImportQueue>().AddHostedService<RequestedImports>();
        builder.Services.AddDeliveries();
        builder.Services.AddValidated<UsageOptions>(UsageOptions.Section);
        builder.Services.AddHostedService<UsageUpkeep>();
        builder.Services.AddHostedService<PublicationScheduler>();
        builder.Services.AddFaultSeam(SeamOfHandlers).AddFaultSeam(_ => new FaultSeam(FaultSeams.Webhook));
        return builder;
    }

    private static FaultSeam SeamOfHandlers(IServiceProvider services)
    {
        var consumers = services.GetServices<IEventConsumer>().ToList();
        return new FaultSeam(FaultSeams.Handler)
        {
            Handlers = [.. consumers.Select(c => c.Name)],
            EventTypes = [.. consumers.SelectMany(c => c.EventTypes).Distinct()],
        };
    }

    /// <summary>What sends webhooks.</summary>
    private static void AddDeliveries(this IServiceCollection services)
    {
        services.AddValidated<DeliveryOptions>(DeliveryOptions.Section);
        services.AddSingleton<IHostAddresses, DnsAddresses>();
        services.AddSingleton<DeliveryQueue>();
        services.AddSingleton<DeliverySender>();
        services.AddHostedService<WebhookDeliverer>();
        services.AddHostedService<WebhookUpkeep>();
    }

    private static void AddValidated<TOptions>(this IServiceCollection services, string section)
        where TOptions : class =>
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
}
