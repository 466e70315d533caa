using Microsoft.EntityFrameworkCore;
using Npgsql;
using RusToK.Core.Persistence;
using RusToK.Embedded;

namespace RusToK.Benchmarks.Tenant;

/// <summary>A migrated database with the nodes of a hundred tenants, on a PostgreSQL of its own.</summary>
internal sealed class TenantDatabase : IAsyncDisposable
{
    private const string Name = "bench_tenant";
    private const string Password = "benchmark";
    private const int Tenants = 100;
    private const int NodesPerTenant = 1_000;

    private readonly EmbeddedServers _servers;

    private TenantDatabase(EmbeddedServers servers) => _servers = servers;

    public string Owner => _servers.Postgres.SuperuserConnectionString(Name);

    public string App => _servers.Postgres.ConnectionString(Name, DatabaseRoles.App, Password);

    /// <summary>Tenant and node of every row, in no order.</summary>
    public IReadOnlyList<(Guid Tenant, Guid Node)> Keys { get; private set; } = [];

    public static async Task<TenantDatabase> StartAsync(CancellationToken cancellationToken)
    {
        var database = new TenantDatabase(await EmbeddedServers.StartAsync(new EmbeddedServersOptions { Redis = false }, cancellationToken));
        var postgres = database._servers.Postgres;
        foreach (var role in (string[])[DatabaseRoles.App, DatabaseRoles.Worker])
            await postgres.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD '{Password}'", cancellationToken: cancellationToken);
        await postgres.CreateDatabaseAsync(Name, cancellationToken: cancellationToken);
        await using (var context = new RusToKDbContext(
            new DbContextOptionsBuilder<RusToKDbContext>()
                .UseNpgsql(database.Owner + ";Pooling=false", PersistenceRegistration.ConfigureNpgsql).UseSnakeCaseNamingConvention().Options,
            new TenantScope()))
            await context.Database.MigrateAsync(cancellationToken);
        await postgres.ExecuteAsync(
            $$"""
            INSERT INTO read.content_nodes (tenant_id, id, kind, status, depth, tag_ids, position, metadata, listed_at, created_at, updated_at, state_version, version)
            SELECT t.id, gen_random_uuid(), 'post', 'published', 0, '{}', 0, '{}', now(), now(), now(), 1, 1
              FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, {{Tenants}})) t, generate_series(1, {{NodesPerTenant}});
            ANALYZE read.content_nodes;
            """, Name, cancellationToken);
        database.Keys = await database.LoadKeysAsync(cancellationToken);
        return database;
    }

    public ValueTask DisposeAsync() => _servers.DisposeAsync();

    private async Task<List<(Guid, Guid)>> LoadKeysAsync(CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(Owner);
        await using var command = source.CreateCommand("SELECT tenant_id, id FROM read.content_nodes ORDER BY md5(id::text)");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var keys = new List<(Guid, Guid)>();
        while (await reader.ReadAsync(cancellationToken))
            keys.Add((reader.GetGuid(0), reader.GetGuid(1)));
        return keys;
    }
}
