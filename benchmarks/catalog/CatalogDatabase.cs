using Microsoft.EntityFrameworkCore;
using Npgsql;
using RusToK.Core.Persistence;
using RusToK.Embedded;

namespace RusToK.Benchmarks.Catalog;

/// <summary>A migrated database with the logins of a real one, dropped at the end.</summary>
internal sealed class CatalogDatabase : IAsyncDisposable
{
    private const string Password = "bench";

    private readonly EmbeddedServers _servers;
    private readonly string _name;

    private CatalogDatabase(EmbeddedServers servers, string name)
    {
        _servers = servers;
        _name = name;
        Superuser = NpgsqlDataSource.Create(servers.Postgres.SuperuserConnectionString(name));
        AppConnectionString = servers.Postgres.ConnectionString(name, DatabaseRoles.App, Password);
        App = DataSources.Create(AppConnectionString);
    }

    public NpgsqlDataSource Superuser { get; }

    public string AppConnectionString { get; }

    /// <summary>As the API connects.</summary>
    public NpgsqlDataSource App { get; }

    public static async Task<CatalogDatabase> CreateAsync(EmbeddedServers servers, string name, CancellationToken cancellationToken)
    {
        foreach (var role in (string[])[DatabaseRoles.App, DatabaseRoles.Worker])
            await servers.Postgres.ExecuteAsync(
                $"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role} LOGIN PASSWORD '{Password}'; END IF; END $$",
                cancellationToken: cancellationToken);
        await servers.Postgres.CreateDatabaseAsync(name, cancellationToken: cancellationToken);
        await using var context = new RusToKDbContext(
            new DbContextOptionsBuilder<RusToKDbContext>()
                .UseNpgsql(servers.Postgres.SuperuserConnectionString(name) + ";Pooling=false", PersistenceRegistration.ConfigureNpgsql)
                .UseSnakeCaseNamingConvention()
                .Options,
            new TenantScope());
        await context.Database.MigrateAsync(cancellationToken);
        return new CatalogDatabase(servers, name);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Superuser.DisposeAsync();
        await _servers.Postgres.DropDatabaseAsync(_name);
    }
}
