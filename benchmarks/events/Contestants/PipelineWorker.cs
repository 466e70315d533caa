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

/// <summary>What a Worker runs for one read model, in this process: a relay and a consumer group, over connections of their own.</summary>
internal sealed class PipelineWorker : IAsyncDisposable
{
    private readonly PipelineSettings settings;
    private readonly string redisConnection;
    private readonly NpgsqlDataSource dataSource;
    private readonly ConnectionMultiplexer redis;
    private readonly RelayGauges gauges = new();
    private EventRelay? relay;
    private ConsumerGroup? group;

    private PipelineWorker(PipelineSettings settings, NpgsqlDataSource dataSource, string redisConnection, ConnectionMultiplexer redis)
    {
        this.settings = settings;
        this.dataSource = dataSource;
        this.redisConnection = redisConnection;
        this.redis = redis;
        Rebuilder = new ReadModelRebuilder(dataSource, NullLogger<ReadModelRebuilder>.Instance);
    }

    /// <summary>Writes read models anew from the log, as <c>./rustok rebuild</c> does.</summary>
    public ReadModelRebuilder Rebuilder { get; }

    public static async Task<PipelineWorker> OpenAsync(PipelineSettings settings, string postgresConnection, string redisConnection) => new(
        settings,
        DataSources.Create(postgresConnection),
        redisConnection,
        await ConnectionMultiplexer.ConnectAsync(RedisConnections.Parse(redisConnection)));

    public Task StartConsumingAsync(CancellationToken cancellationToken)
    {
        group = new ConsumerGroup(
            new ProductProjection(), dataSource, redis, new RedisConnections(redisConnection), Rebuilder,
            Options.Create(settings.Consumers), TimeProvider.System, NullLogger<ConsumerGroup>.Instance);
        return group.StartAsync(cancellationToken);
    }

    public Task StartRelayingAsync(CancellationToken cancellationToken)
    {
        relay = new EventRelay(dataSource, redis, gauges, Options.Create(settings.Relay), NullLogger<EventRelay>.Instance);
        return relay.StartAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
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

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        await redis.DisposeAsync();
        await dataSource.DisposeAsync();
    }
}
