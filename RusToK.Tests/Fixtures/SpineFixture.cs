using Microsoft.EntityFrameworkCore;
using Npgsql;
using RusToK.Core.Persistence;
using RusToK.Embedded;
using RusToK.Tests.Fixtures;
using Xunit;

[assembly: AssemblyFixture(typeof(SpineFixture))]

namespace RusToK.Tests.Fixtures;

/// <summary>
/// One PostgreSQL and one Redis for all tests of the assembly, started by the first test that asks for them, and a migrated
/// database to copy.
/// </summary>
public sealed class SpineFixture : IAsyncDisposable
{
    private const string Owner = "rustok_owner";
    private const string Password = "test";
    private const string Template = "rustok_template";

    /// <summary>PostgreSQL prepares no transactions unless it is told how many.</summary>
    private static readonly Dictionary<string, string> Settings = new() { ["max_prepared_transactions"] = "4" };

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Lazy<Task<RunningModules>> _modules;
    private readonly Lazy<Task<RunningApi>> _api;
    private EmbeddedServers? _servers;
    private int _databases;

    public SpineFixture()
    {
        _modules = new(() => RunningModules.StartAsync(this));
        _api = new(async () => RunningApi.Start((await SharedModulesAsync()).Database));
    }

    /// <summary>The modules on the database that tests share.</summary>
    internal Task<RunningModules> SharedModulesAsync() => _modules.Value;

    /// <summary>The API on the database that tests share.</summary>
    internal Task<RunningApi> SharedApiAsync() => _api.Value;

    /// <summary>A new, migrated, empty database with the logins of a real one.</summary>
    public async Task<SpineDatabase> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var servers = await StartAsync(cancellationToken);
            var name = $"rustok_{++_databases}";
            await servers.Postgres.CreateDatabaseAsync(name, Template, Owner, cancellationToken);
            return new SpineDatabase(
                name,
                Superuser: servers.Postgres.SuperuserConnectionString(name),
                Owner: servers.Postgres.ConnectionString(name, Owner, Password),
                App: servers.Postgres.ConnectionString(name, DatabaseRoles.App, Password),
                Worker: servers.Postgres.ConnectionString(name, DatabaseRoles.Worker, Password));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The servers, started.</summary>
    public async Task<EmbeddedServers> GetServersAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await StartAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_api is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } api })
            await (await api).DisposeAsync();
        if (_modules is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } modules })
            await (await modules).DisposeAsync();
        if (_servers is not null)
            await _servers.DisposeAsync();
        _gate.Dispose();
    }

    private async Task<EmbeddedServers> StartAsync(CancellationToken cancellationToken)
    {
        if (_servers is not null)
            return _servers;
        var servers = await EmbeddedServers.StartAsync(new EmbeddedServersOptions { MaxConnections = 300, PostgresSettings = Settings }, cancellationToken);
        try
        {
            foreach (var role in (string[])[DatabaseRoles.App, DatabaseRoles.Worker])
                await servers.Postgres.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD '{Password}'", cancellationToken: cancellationToken);
            await servers.Postgres.EnsureOwnedDatabaseAsync(Template, Owner, Password, cancellationToken);
            await MigrateAsync($"{servers.Postgres.ConnectionString(Template, Owner, Password)};Pooling=false", cancellationToken);
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }

        return _servers = servers;
    }

    private static async Task MigrateAsync(string connectionString, CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder<RusToKDbContext>()
            .UseNpgsql(connectionString, PersistenceRegistration.ConfigureNpgsql)
            .UseSnakeCaseNamingConvention()
            .Options;
        await using var database = new RusToKDbContext(options, new TenantScope());
        await database.Database.MigrateAsync(cancellationToken);
    }
}

/// <summary>Connection strings of one test database.</summary>
public sealed record SpineDatabase(string Name, string Superuser, string Owner, string App, string Worker)
{
    /// <summary>One value, read past every restriction.</summary>
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Superuser);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Runs a statement past every restriction.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Superuser);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
