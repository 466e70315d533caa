using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using RusToK.Core.Persistence;
using RusToK.Embedded;
using Xunit;

[assembly: AssemblyFixture(typeof(RusToK.Tests.Pipeline.PipelineFixture))]

namespace RusToK.Tests.Pipeline;

/// <summary>One PostgreSQL and one Redis for all pipeline tests; each test gets a database of its own in both.</summary>
public sealed class PipelineFixture : IAsyncLifetime
{
    private const string Template = "pipeline_template";
    private const int RedisDatabases = 16;
    private static readonly string Password = Guid.NewGuid().ToString("N");
    private readonly ConcurrentBag<int> _redisDatabases = [.. Enumerable.Range(0, RedisDatabases)];
    private readonly SemaphoreSlim _redisFree = new(RedisDatabases);
    private readonly Lazy<Task<EmbeddedServers>> _servers;
    private int _count;

    public PipelineFixture() => _servers = new Lazy<Task<EmbeddedServers>>(StartAsync);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>An empty, migrated database with an empty Redis database beside it.</summary>
    internal async Task<PipelineDatabase> CreateAsync()
    {
        var servers = await _servers.Value;
        await _redisFree.WaitAsync();
        _redisDatabases.TryTake(out var redisDatabase);
        var name = $"pipeline_{Interlocked.Increment(ref _count)}";
        await servers.Postgres.CreateDatabaseAsync(name, Template);
        var database = new PipelineDatabase(
            servers.Postgres, name, Password, $"{servers.Redis.ConnectionString},defaultDatabase={redisDatabase},allowAdmin=true",
            () =>
            {
                _redisDatabases.Add(redisDatabase);
                _redisFree.Release();
            });
        await database.FlushRedisAsync();
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        if (_servers.IsValueCreated)
            await (await _servers.Value).DisposeAsync();
    }

    /// <summary>Roles, migrations and the table of the test projection, once for all.</summary>
    internal static async Task PrepareAsync(RusToK.Embedded.Servers.PostgresServer postgres, string database, string password)
    {
        foreach (var role in new[] { DatabaseRoles.App, DatabaseRoles.Worker })
            await postgres.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD '{password}'");
        await postgres.CreateDatabaseAsync(database);
        var owner = postgres.SuperuserConnectionString(database) + ";Pooling=false";
        await using var context = new RusToKDbContext(
            new DbContextOptionsBuilder<RusToKDbContext>()
                .UseNpgsql(owner, PersistenceRegistration.ConfigureNpgsql).UseSnakeCaseNamingConvention().Options,
            new TenantScope());
        await context.Database.MigrateAsync();
        await postgres.ExecuteAsync(TestProjection.Schema, database);
    }

    private static async Task<EmbeddedServers> StartAsync()
    {
        var servers = await EmbeddedServers.StartAsync(new EmbeddedServersOptions { MaxConnections = 300 });
        await PrepareAsync(servers.Postgres, Template, Password);
        return servers;
    }
}
