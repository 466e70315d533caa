using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using RusToK.Core.Events.Handling;
using RusToK.Core.Events.Streams;
using RusToK.Core.Faults;
using RusToK.Core.Persistence;
using RusToK.Worker.Consumers;
using RusToK.Worker.Rebuild;
using RusToK.Worker.Relay;
using StackExchange.Redis;

namespace RusToK.Tests.Pipeline;

/// <summary>What a Worker runs, in this process: the relay, and one consumer group.</summary>
internal sealed class RunningPipeline : IAsyncDisposable
{
    private readonly NpgsqlDataSource _dataSource;
    private readonly ConnectionMultiplexer _redis;
    private readonly EventRelay? _relay;
    private readonly ConsumerGroup? _group;

    private RunningPipeline(PipelineDatabase database, TestProjection projection, IEventConsumer consumer, PipelineSettings settings)
    {
        _dataSource = DataSources.Create(settings.WorkerConnectionString ?? database.WorkerConnectionString);
        _redis = ConnectionMultiplexer.Connect(RedisConnections.Parse(database.RedisConnectionString));
        Projection = projection;
        Rebuilder = new ReadModelRebuilder(_dataSource, NullLogger<ReadModelRebuilder>.Instance);
        var output = settings.Logs ?? (settings.Output is null ? null : new OutputLogger(settings.Output));
        var loggers = output is null ? NullLoggerFactory.Instance : LoggerFactory.Create(l => l.AddProvider(output));
        if (settings.Relay)
            _relay = new EventRelay(_dataSource, _redis, settings.Gauges ?? new RelayGauges(), Options.Create(settings.RelayOptions), loggers.CreateLogger<EventRelay>());
        if (settings.Consumer)
            _group = new ConsumerGroup(
                consumer, _dataSource, _redis, new RedisConnections(database.RedisConnectionString), Rebuilder,
                Options.Create(settings.ConsumerOptions), TimeProvider.System, loggers.CreateLogger<ConsumerGroup>(),
                faults: settings.Faults);
    }

    public TestProjection Projection { get; }

    public ReadModelRebuilder Rebuilder { get; }

    public static async Task<RunningPipeline> StartAsync(
        PipelineDatabase database, PipelineSettings? settings = null, TestProjection? projection = null, IEventConsumer? consumer = null)
    {
        projection ??= new TestProjection();
        var pipeline = new RunningPipeline(database, projection, consumer ?? projection, settings ?? new PipelineSettings());
        if (pipeline._relay is not null)
            await pipeline._relay.StartAsync(CancellationToken.None);
        if (pipeline._group is not null)
            await pipeline._group.StartAsync(CancellationToken.None);
        return pipeline;
    }

    public async ValueTask DisposeAsync()
    {
        if (_group is not null)
            await _group.StopAsync(CancellationToken.None);
        if (_relay is not null)
            await _relay.StopAsync(CancellationToken.None);
        _group?.Dispose();
        _relay?.Dispose();
        await _redis.DisposeAsync();
        await _dataSource.DisposeAsync();
    }
}

/// <summary>Short pauses everywhere: tests wait for conditions, not for defaults.</summary>
internal sealed record PipelineSettings
{
    public bool Relay { get; init; } = true;

    public bool Consumer { get; init; } = true;

    public Action<string>? Output { get; init; }

    /// <summary>Where it logs to, instead of <see cref="Output"/>.</summary>
    public ILoggerProvider? Logs { get; init; }

    /// <summary>Another way to the database than the straight one.</summary>
    public string? WorkerConnectionString { get; init; }

    /// <summary>The relay's, for tests that read them.</summary>
    public RelayGauges? Gauges { get; init; }

    /// <summary>What goes wrong in its consumer.</summary>
    public ActiveFaults? Faults { get; init; }

    public RelayOptions RelayOptions { get; init; } = new() { ElectionInterval = TimeSpan.FromMilliseconds(50) };

    public ConsumerOptions ConsumerOptions { get; init; } = new()
    {
        LeaseInterval = TimeSpan.FromMilliseconds(50),
        BlockingRead = TimeSpan.FromMilliseconds(100),
        RetryDelay = TimeSpan.FromMilliseconds(20),
        MaxRetryDelay = TimeSpan.FromMilliseconds(100),
        MaxAttempts = 3,
    };
}

internal sealed class OutputLogger(Action<string> output) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        output($"{DateTime.UtcNow:HH:mm:ss.fff} {logLevel} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
