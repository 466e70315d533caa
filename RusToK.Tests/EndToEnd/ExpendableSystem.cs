using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RusToK.Core.Persistence;
using RusToK.Embedded;
using RusToK.Embedded.Servers;
using RusToK.Tests.Fixtures;
using RusToK.Worker.Relay;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>
/// The product as it runs, an API and two Workers, on a PostgreSQL and a Redis of its own, any of which a test may kill. Whoever kills one
/// starts it again.
/// </summary>
public sealed class ExpendableSystem : IAsyncLifetime
{
    private const string Name = "rustok";
    private const string Password = "test";

    private readonly string _signingKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private EmbeddedServers _servers = null!;

    internal PostgresServer Postgres => _servers.Postgres;

    internal RedisServer Redis => _servers.Redis;

    internal ProjectProcess Api { get; private set; } = null!;

    internal IReadOnlyList<ProjectProcess> Workers { get; private set; } = [];

    internal SpineDatabase Database { get; private set; } = null!;

    /// <summary>The product's commands, in this process.</summary>
    internal ServiceProvider Services { get; private set; } = null!;

    internal ReadModelAudit Audit { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _servers = await EmbeddedServers.StartAsync(new EmbeddedServersOptions { MaxConnections = 200, SharedBuffers = "128MB" });
        await Postgres.EnsureOwnedDatabaseAsync(Name, "rustok_owner", Password);
        Database = new SpineDatabase(
            Name, Postgres.SuperuserConnectionString(Name), Postgres.ConnectionString(Name, "rustok_owner", Password),
            Postgres.ConnectionString(Name, DatabaseRoles.App, Password), Postgres.ConnectionString(Name, DatabaseRoles.Worker, Password));
        (await WorkerCommand.RunAsync(
            Environment("rustok-migrate", Database.Owner).With("Database__AppPassword", Password).With("Database__WorkerPassword", Password), "migrate")).Succeeded();
        Audit = await ReadModelAudit.InstallAsync(Database);

        Api = new ProjectProcess("RusToK.Api", "api", Environment("rustok-api", Database.App));
        Workers = [.. Enumerable.Range(1, 2).Select(i => new ProjectProcess(
            "RusToK.Worker", $"worker-{i}", Environment("rustok-worker", $"{Database.Worker};Application Name=worker-{i}")))];
        await Task.WhenAll(Workers.Append(Api).Select(p => p.StartAsync()));
        Services = TestServices.Build(Database.App);
    }

    /// <summary>Starts PostgreSQL again. This process' connections of before are dead; they would fail the first commands of whoever comes next.</summary>
    internal async Task StartPostgresAsync(CancellationToken cancellationToken)
    {
        await Postgres.StartAsync(cancellationToken);
        Services.GetRequiredService<NpgsqlDataSource>().Clear();
    }

    /// <summary>The worker that holds the relay's office, by PostgreSQL's word.</summary>
    internal async Task<ProjectProcess> RelayHolderAsync(ProjectProcess? otherThan = null)
    {
        var holder = string.Empty;
        await Eventually.HoldsAsync(
            async () => (holder = await Database.ScalarAsync<string>($"""
                SELECT coalesce(max(a.application_name), '') FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                 WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted AND (l.classid::int8 << 32) + l.objid::int8 = {RelaySession.LockKey}
                   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """)).Length > 0 && holder != otherThan?.Name, TestContext.Current.CancellationToken, "somebody is the relay");
        return Workers.Single(w => w.Name == holder);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in (IEnumerable<IAsyncDisposable?>)[Services, Api, .. Workers, _servers])
            if (part is not null)
                await part.DisposeAsync();
    }

    private Dictionary<string, string> Environment(string service, string connectionString) => new()
    {
        ["ConnectionStrings__rustok"] = connectionString,
        ["ConnectionStrings__redis"] = Redis.ConnectionString,
        ["OTEL_SERVICE_NAME"] = service,
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["Identity__Passwords__Iterations"] = "1000",
        ["Identity__AccessTokenMinutes"] = "60",
        // Tokens outlive the API that is killed.
        ["Identity__SigningKeys__0__Kid"] = "development",
        ["Identity__SigningKeys__0__Secret"] = _signingKey,
        // Receivers of webhooks are in the tests' process.
        ["Webhooks__AllowPrivateAddresses"] = "true",
        // A frozen worker loses its office and its partitions after so long.
        ["Relay__SessionTimeout"] = "00:00:04",
        ["Consumers__SessionTimeout"] = "00:00:04",
    };
}

internal static class Variables
{
    /// <summary>One variable more.</summary>
    public static Dictionary<string, string> With(this Dictionary<string, string> environment, string name, string value) =>
        new(environment) { [name] = value };
}

// They take all the machine has, and would make others late.
[CollectionDefinition(nameof(ExpendableSystemTests), DisableParallelization = true)]
public sealed class ExpendableSystemTests : ICollectionFixture<ExpendableSystem>;
