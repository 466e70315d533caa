using Microsoft.EntityFrameworkCore;
using Npgsql;
using RusToK.Core.Events.Streams;
using RusToK.Core.Persistence;
using RusToK.Worker.Rebuild;
using StackExchange.Redis;

namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>
/// The product's own pipeline: events appended to <c>events.log</c> by the application's login under row-level security, relay and
/// consumer group as in a Worker, the projection's write fenced by the cursor in PostgreSQL.
/// </summary>
/// <param name="settings">Streams, workers and their options.</param>
internal sealed class RusToKPipeline(PipelineSettings settings) : IContestant
{
    private const string Password = "benchmark";
    private static readonly TimeSpan StreamsPoll = TimeSpan.FromMilliseconds(10);
    private readonly List<PipelineWorker> workers = [];
    private NpgsqlDataSource database = null!;
    private NpgsqlDataSource? app;

    /// <summary>Writes its read model anew from the log.</summary>
    public ReadModelRebuilder Rebuilder => workers[0].Rebuilder;

    public async Task PrepareAsync(ContestantContext context, CancellationToken cancellationToken)
    {
        var redis = (context.Redis ?? throw new InvalidOperationException("the contestant rustok needs --redis")) + ",allowAdmin=true";
        await MigrateAsync(context, cancellationToken);
        await ExecuteAsync(context, $"update events.relay_state set partitions = {settings.Streams}", cancellationToken);
        database = context.DataSource;
        app = DataSources.Create(ConnectionFor(context, DatabaseRoles.App));
        await using var connection = await ConnectionMultiplexer.ConnectAsync(RedisConnections.Parse(redis));
        await connection.GetDatabase().ExecuteAsync("FLUSHDB");
        while (workers.Count < settings.Workers)
        {
            workers.Add(await PipelineWorker.OpenAsync(settings, ConnectionFor(context, DatabaseRoles.Worker), redis));
        }

        await MakeStreamsAsync(connection.GetDatabase(), cancellationToken);
    }

    /// <summary>Consumers have shared out the streams before anything comes: how long that takes is not part of a rate.</summary>
    public async Task StartConsumersAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(workers.Select(worker => worker.StartConsumingAsync(cancellationToken)));
        await StreamHolders.WaitUntilSharedAsync(database, ProductProjection.ReadModel, settings.Streams, settings.Workers, cancellationToken);
        await Task.WhenAll(workers.Select(worker => worker.StartRelayingAsync(cancellationToken)));
    }

    public Task StopConsumersAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(workers.Select(worker => worker.StopAsync(cancellationToken)));

    public Task<IProducer> OpenProducerAsync(CancellationToken cancellationToken) =>
        OpenProducerAsync(settings.EventsPerTransaction, cancellationToken);

    public async Task<IProducer?> OpenBacklogProducerAsync(CancellationToken cancellationToken) => settings.BacklogPerTransaction is { } events
        ? await OpenProducerAsync(events, cancellationToken)
        : null;

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in workers)
        {
            await worker.DisposeAsync();
        }

        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }

    private async Task<IProducer> OpenProducerAsync(int eventsPerTransaction, CancellationToken cancellationToken)
    {
        var connection = await app!.OpenConnectionAsync(cancellationToken);
        return eventsPerTransaction == 1 ? new EventLogProducer(connection) : new ImportProducer(connection, eventsPerTransaction);
    }

    /// <summary>The first relay of a log begins with new streams, which takes them away from consumers that wait at them already.</summary>
    private async Task MakeStreamsAsync(IDatabase streams, CancellationToken cancellationToken)
    {
        await workers[0].StartRelayingAsync(cancellationToken);
        RedisKey[] generations = [.. Enumerable.Range(0, settings.Streams).Select(stream => (RedisKey)StreamNames.Generation(stream))];
        while (await streams.KeyExistsAsync(generations) < generations.Length)
        {
            await Task.Delay(StreamsPoll, cancellationToken);
        }

        await workers[0].StopAsync(cancellationToken);
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
             grant select, insert, update, delete on bench_read_model to {DatabaseRoles.Worker};
             """,
            cancellationToken);
    }

    private static async Task ExecuteAsync(ContestantContext context, string sql, CancellationToken cancellationToken)
    {
        await using var command = context.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
