using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using RusToK.Core.Events;
using RusToK.Core.Events.Log;
using RusToK.Core.Resilience;

namespace RusToK.Core.Persistence;

public static class PersistenceRegistration
{
    /// <summary>Name of the connection string every process needs.</summary>
    public const string ConnectionName = "rustok";

    /// <summary>Adds the data source, the EF model, write batches and the event registry.</summary>
    /// <param name="services">The process's.</param>
    /// <param name="configuration">With its connection strings.</param>
    /// <param name="keepsSessions">Whether the process sets or locks anything for longer than a transaction.</param>
    /// <exception cref="InvalidOperationException">There is no connection string <c>rustok</c>.</exception>
    public static IServiceCollection AddPersistence(this IServiceCollection services, IConfiguration configuration, bool keepsSessions = true)
    {
        var connectionString = configuration.GetConnectionString(ConnectionName)
            ?? throw new InvalidOperationException(
                "The connection string 'rustok' is missing: set ConnectionStrings__rustok to a PostgreSQL connection string.");

        services.AddSingleton(provider => DataSources.Create(connectionString, provider.GetService<ILoggerFactory>(), ConnectionName, keepsSessions));
        services.AddSingleton(TimeProvider.System);
        services.AddResilience();
        services.AddSingleton(EventTypeRegistry.FromAssembly(typeof(PersistenceRegistration).Assembly));
        services.AddSingleton<EventAppender>();
        services.AddSingleton<TenantStatements>();
        services.AddSingleton<TenantReadInterceptor>();
        services.AddScoped<TenantScope>();
        services.AddDbContext<RusToKDbContext>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>(), npgsql =>
            {
                ConfigureNpgsql(npgsql);
                var database = provider.GetRequiredService<DependencySet>().PostgreSql;
                npgsql.ExecutionStrategy(dependencies => new ReadExecutionStrategy(dependencies.CurrentContext.Context, database));
            })
            .UseSnakeCaseNamingConvention()
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .AddInterceptors(provider.GetRequiredService<TenantReadInterceptor>()));
        services.AddSingleton(provider =>
        {
            using var scope = provider.CreateScope();
            return new WriteBatchFactory(
                provider.GetRequiredService<TenantStatements>(),
                scope.ServiceProvider.GetRequiredService<RusToKDbContext>().Model,
                provider.GetRequiredService<EventAppender>());
        });
        return services;
    }

    internal static void ConfigureNpgsql(NpgsqlDbContextOptionsBuilder options) =>
        options.MigrationsHistoryTable("migrations", "rustok");
}
