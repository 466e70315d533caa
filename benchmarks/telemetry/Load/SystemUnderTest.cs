using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Commerce;
using RusToK.Core.Content;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Identity;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Users;
using RusToK.Core.Identity.Users.Commands;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Embedded;
using RusToK.Embedded.Servers;

namespace RusToK.Benchmarks.Telemetry.Load;

/// <summary>PostgreSQL and Redis with one tenant, its administrator and its nodes, for as many API processes as a part wants.</summary>
internal sealed class SystemUnderTest : IAsyncDisposable
{
    /// <summary>Nodes of each status, more than a page of them.</summary>
    private const int Nodes = 30;

    private const long AllNodes = 2 * Nodes;

    private const string Name = "bench_telemetry";
    private const string Password = "benchmark";
    private const string Email = "admin@example.test";
    private const string AdminPassword = "a long enough secret";

    private static readonly CommandContext Context = new(Guid.CreateVersion7(), "en", ActorId: null, CorrelationId: Guid.CreateVersion7());

    private readonly string _signingKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly EmbeddedServers _servers;

    private SystemUnderTest(EmbeddedServers servers) => _servers = servers;

    public static Guid TenantId => Context.TenantId;

    public RedisServer Redis => _servers.Redis;

    /// <summary>Past row-level security.</summary>
    public string SuperuserConnectionString => _servers.Postgres.SuperuserConnectionString(Name);

    public static async Task<SystemUnderTest> StartAsync(CancellationToken cancellationToken)
    {
        var system = new SystemUnderTest(await EmbeddedServers.StartAsync(
            new EmbeddedServersOptions { MaxConnections = 200, SharedBuffers = "256MB" }, cancellationToken));
        try
        {
            await system.PrepareAsync(cancellationToken);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>One more API, on a port of its own.</summary>
    /// <param name="name">As in the table.</param>
    /// <param name="telemetry">What its telemetry is told by variables.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ApiUnderTest> StartApiAsync(string name, IReadOnlyDictionary<string, string> telemetry, CancellationToken cancellationToken)
    {
        var process = new ProjectProcess("RusToK.Api", name, Environment(DatabaseRoles.App, telemetry));
        try
        {
            await process.StartAsync(cancellationToken);
            var client = new HttpClient { BaseAddress = process.Address };
            client.DefaultRequestHeaders.Add("X-Tenant-ID", TenantId.ToString());
            return new ApiUnderTest(name, process, client, await SignInAsync(client, cancellationToken));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>A Worker, which fills the read models from here on.</summary>
    /// <param name="telemetry">What its telemetry is told by variables.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ProjectProcess> StartWorkerAsync(IReadOnlyDictionary<string, string> telemetry, CancellationToken cancellationToken)
    {
        var worker = new ProjectProcess("RusToK.Worker", "worker", Environment(DatabaseRoles.Worker, telemetry));
        try
        {
            await worker.StartAsync(cancellationToken);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _servers.DisposeAsync();

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var postgres = _servers.Postgres;
        foreach (var role in (string[])[DatabaseRoles.App, DatabaseRoles.Worker])
            await postgres.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD '{Password}'", cancellationToken: cancellationToken);
        await postgres.CreateDatabaseAsync(Name, cancellationToken: cancellationToken);
        await using (var context = new RusToKDbContext(
            new DbContextOptionsBuilder<RusToKDbContext>()
                .UseNpgsql(postgres.SuperuserConnectionString(Name) + ";Pooling=false", PersistenceRegistration.ConfigureNpgsql).UseSnakeCaseNamingConvention().Options,
            new TenantScope()))
            await context.Database.MigrateAsync(cancellationToken);
        await FillAsync(cancellationToken);
        await ProjectAsync(cancellationToken);
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            KeyValuePair.Create("ConnectionStrings:rustok", (string?)_servers.Postgres.ConnectionString(Name, DatabaseRoles.App, Password)),
            KeyValuePair.Create("Identity:Passwords:Iterations", (string?)"1000"),
        ]).Build();
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Development })
            .AddLogging()
            .AddPersistence(configuration)
            .AddCommands().AddTenancy().AddIdentity().AddContent().AddCommerce()
            .BuildServiceProvider();
        await SendAsync<CreateTenant, Tenant>(new CreateTenant("Benchmark", "benchmark", null, "en"));
        await SendAsync<CreateUser, User>(new CreateUser(Email, null, Role.Admin, AdminPassword));
        foreach (var status in (NodeStatus[])[NodeStatus.Published, NodeStatus.Draft])
            for (var i = 0; i < Nodes; i++)
                await SendAsync<CreateNode, NodeResult>(new CreateNode
                {
                    Kind = NodeKind.Post,
                    Status = status,
                    Translations = [new NodeText { Locale = "en", Title = string.Create(CultureInfo.InvariantCulture, $"{status} {i}"), Body = "Words, and **more** words." }],
                });

        async Task SendAsync<TCommand, TResult>(TCommand command)
            where TCommand : ICommand<TResult>
        {
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<CommandDispatcher>().SendAsync<TCommand, TResult>(command, Context, cancellationToken);
        }
    }

    /// <summary>A Worker fills the read models and ends: what follows is the API's alone.</summary>
    private async Task ProjectAsync(CancellationToken cancellationToken)
    {
        await using var worker = await StartWorkerAsync(new Dictionary<string, string>(), cancellationToken);
        await using var superuser = NpgsqlDataSource.Create(SuperuserConnectionString);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(TimeSpan.FromSeconds(60));
        while (await ticks.WaitForNextTickAsync(bound.Token))
        {
            await using var count = superuser.CreateCommand("SELECT count(*) FROM read.content_nodes");
            if (await count.ExecuteScalarAsync(bound.Token) is AllNodes)
                return;
        }
    }

    private static async Task<string> SignInAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsJsonAsync(
            new Uri("/graphql", UriKind.Relative),
            new { query = "mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }", variables = new { input = new { email = Email, password = AdminPassword } } },
            cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.GetProperty("data").GetProperty("signIn").GetProperty("accessToken").GetString()
            ?? throw new InvalidOperationException($"The administrator could not sign in: {answer}");
    }

    private Dictionary<string, string> Environment(string role, IReadOnlyDictionary<string, string> telemetry) => new(telemetry)
    {
        ["ConnectionStrings__rustok"] = _servers.Postgres.ConnectionString(Name, role, Password) + ";Maximum Pool Size=20",
        ["ConnectionStrings__redis"] = _servers.Redis.ConnectionString,
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["RateLimits__Enabled"] = "false",
        ["Identity__AccessTokenMinutes"] = "60",
        ["Identity__Passwords__Iterations"] = "1000",
        ["Identity__Attempts__FreePerAddress"] = "100000",
        ["Identity__SigningKeys__0__Kid"] = "development",
        ["Identity__SigningKeys__0__Secret"] = _signingKey,
    };
}
