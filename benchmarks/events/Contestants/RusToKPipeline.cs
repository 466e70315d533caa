using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using RusToK.Core.Events.Streams;
using RusToK.Core.Persistence;
using RusToK.Worker.Consumers;
using RusToK.Worker.Rebuild;
using RusToK.Worker.Relay;
using StackExchange.Redis;

namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>
/// The product's own pipeline with its default settings: events appended to <c>events.log</c> by the application's login under
/// row-level security, relay and consumer group as in a Worker, the projection's write fenced by the cursor in PostgreSQL.
/// </summary>
internal sealed class RusToKPipeline : IContestant
{
    private const string Password = "benchmark";
    private string redisConnection = null!;
    private NpgsqlDataSource app = null!;
    private NpgsqlDataSource worker = null!;
    private EventRelay? relay;
    private ConsumerGroup? group;
    private ConnectionMultiplexer redis = null!;

    public async Task PrepareAsync(ContestantContext context, CancellationToken cancellationToken)
    {
        redisConnection = (context.Redis ?? throw new InvalidOperationException("the contestant rustok needs --redis")) + ",allowAdmin=true";
        await MigrateAsync(context, cancellationToken);
        app = DataSources.Create(ConnectionFor(context, DatabaseRoles.App));
        worker = DataSources.Create(ConnectionFor(context, DatabaseRoles.Worker));
        redis = await ConnectionMultiplexer.ConnectAsync(RedisConnections.Parse(redisConnection));
        await redis.GetDatabase().ExecuteAsync("FLUSHDB");
    }

    public async Task StartConsumersAsync(CancellationToken cancellationToken)
    {
        relay = new EventRelay(worker, redis, new RelayGauges(), Options.Create(new RelayOptions()), NullLogger<EventRelay>.Instance);
        group = new ConsumerGroup(
            new ProductProjection(), worker, redis, new RedisConnections(redisConnection),
            new ReadModelRebuilder(worker, NullLogger<ReadModelRebuilder>.Instance), Options.Create(new ConsumerOptions()),
            TimeProvider.System, NullLogger<ConsumerGroup>.Instance);
        await relay.StartAsync(cancellationToken);
        await group.StartAsync(cancellationToken);
    }

    public async Task StopConsumersAsync(CancellationToken cancellationToken)
    {
        if (group is not null)
        {
            await group.StopAsync(cancellationToken);
            group.Dispose();
            group = null;
        }

        if (relay is not null)
        {
            await relay.StopAsync(cancellationToken);
            relay.Dispose();
            relay = null;
        }
    }

    public async Task<IProducer> OpenProducerAsync(CancellationToken cancellationToken) =>
        new EventLogProducer(await app.OpenConnectionAsync(cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await StopConsumersAsync(CancellationToken.None);
        if (redis is not null)
        {
            await redis.DisposeAsync();
        }

        if (app is not null)
        {
            await app.DisposeAsync();
        }

        if (worker is not null)
        {
            await worker.DisposeAsync();
        }
    }

    private static string ConnectionFor(ContestantContext context, string role) =>
        new NpgsqlConnectionStringBuilder(context.ConnectionString) { Username = role, Password = Password, MaxPoolSize = 100 }.ConnectionString;

    private static async Task MigrateAsync(ContestantContext context, CancellationToken cancellationToken)
    {
        foreach (var role in new[] { DatabaseRoles.App, DatabaseRoles.Worker })
        {
            await ExecuteAsync(
                context,
                $"""
                 do $$ begin
                     if exists (select from pg_roles where rolname = '{role}') then
                         alter role {role} login password '{Password}';
                     else
                         create role {role} login password '{Password}';
                     end if;
                 end $$
                 """,
                cancellationToken);
        }

        await using RusToKDbContext database = new(
            new DbContextOptionsBuilder<RusToKDbContext>()
                .UseNpgsql(context.ConnectionString + ";Pooling=false", PersistenceRegistration.ConfigureNpgsql)
                .UseSnakeCaseNamingConvention().Options,
            new TenantScope());
        await database.Database.MigrateAsync(cancellationToken);
        await ExecuteAsync(
            context,
            $"""
             grant select, update on bench_products to {DatabaseRoles.App};
             grant select, insert, update on bench_read_model to {DatabaseRoles.Worker};
             """,
            cancellationToken);
    }

    private static async Task ExecuteAsync(ContestantContext context, string sql, CancellationToken cancellationToken)
    {
        await using var command = context.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
