using RusToK.Benchmarks.Catalog;
using RusToK.Benchmarks.Telemetry.Sink;
using RusToK.Embedded;
using RusToK.Embedded.Servers;

namespace RusToK.Benchmarks.GraphQL;

/// <summary>PostgreSQL, Redis, a generated catalog, a backend of telemetry, and the API in three ways over them.</summary>
internal sealed class SystemUnderTest : IAsyncDisposable
{
    private const string Name = "bench_graphql";

    private readonly List<IAsyncDisposable> _parts = [];

    private SystemUnderTest(EmbeddedServers servers) => Servers = servers;

    public EmbeddedServers Servers { get; }

    /// <summary>Past row-level security.</summary>
    public string SuperuserConnectionString => Servers.Postgres.SuperuserConnectionString(Name);

    /// <summary>Of the API's processes.</summary>
    public string ApiConnectionString => ApiEnvironment.Connection(Database.AppConnectionString);

    public CatalogDatabase Database { get; private set; } = null!;

    /// <summary>Spans it has taken tell that telemetry was on.</summary>
    public OtlpSink Backend { get; private set; } = null!;

    /// <summary>Without Redis: it hears of no changes, so it remembers no products.</summary>
    public ProjectProcess Forgetful { get; private set; } = null!;

    /// <summary>With Redis.</summary>
    public ProjectProcess Remembering { get; private set; } = null!;

    /// <summary>With Redis, and asking it whether a request is one too many, as it does where limits are on.</summary>
    public ProjectProcess Limiting { get; private set; } = null!;

    /// <summary>All but the API's processes.</summary>
    /// <param name="products">Size of the catalog.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SystemUnderTest> StartAsync(int products, CancellationToken cancellationToken)
    {
        var system = new SystemUnderTest(await EmbeddedServers.StartAsync(
            new EmbeddedServersOptions { MaxConnections = 300, SharedBuffers = "512MB" }, cancellationToken));
        try
        {
            await system.PrepareAsync(products, cancellationToken);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = _parts.Count; i > 0; i--)
            await _parts[i - 1].DisposeAsync();
        await Servers.DisposeAsync();
    }

    private async Task PrepareAsync(int products, CancellationToken cancellationToken)
    {
        Database = Add(await CatalogDatabase.CreateAsync(Servers, Name, cancellationToken));
        await CatalogGenerator.FillAsync(Database.Superuser, Scenario.Tenant, products, cancellationToken);
        await TenantOpening.OpenAsync(Database.AppConnectionString, [(Scenario.Tenant, "benchmark")], cancellationToken);
        Backend = Add(await OtlpSink.StartAsync(TimeSpan.Zero, cancellationToken));
    }

    /// <summary>The API in its three ways.</summary>
    public async Task StartApisAsync(CancellationToken cancellationToken)
    {
        var redis = ("ConnectionStrings__redis", Servers.Redis.ConnectionString);
        Forgetful = await StartApiAsync("forgetful", cancellationToken, ("RateLimits__Enabled", "false"));
        Remembering = await StartApiAsync("remembering", cancellationToken, redis, ("RateLimits__Enabled", "false"));
        Limiting = await StartApiAsync(
            "limiting", cancellationToken, redis, ("RateLimits__Tenant__PerSecond", "1000000"), ("RateLimits__Tenant__Burst", "1000000"));
    }

    private T Add<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Add(part);
        return part;
    }

    /// <summary>Another process of the API.</summary>
    /// <param name="name">Of the process.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="settings">Its environment, beside what all have: no Redis unless it is told.</param>
    public async Task<ProjectProcess> StartApiAsync(string name, CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        var process = Add(new ProjectProcess("RusToK.Api", name, Environment(settings)));
        await process.StartAsync(cancellationToken);
        return process;
    }

    /// <summary>The environment of a process of the API: its telemetry as it is delivered, everything sampled, and no Redis unless it is told.</summary>
    /// <param name="settings">Beside what all have.</param>
    public Dictionary<string, string> Environment(params IEnumerable<(string Name, string Value)> settings) =>
        ApiEnvironment.Of(Backend.Address, Database.AppConnectionString, settings);
}
