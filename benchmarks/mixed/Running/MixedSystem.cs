using Npgsql;
using RusToK.Benchmarks.Mixed.Customers;
using RusToK.Benchmarks.Mixed.Load;
using RusToK.Benchmarks.Telemetry.Sink;
using RusToK.Embedded.Servers;
using RusToK.Embedded.Tools;
using RusToK.Embedded.Topology;

namespace RusToK.Benchmarks.Mixed.Running;

/// <summary>
/// The system as <c>./rustok up</c> starts it, durable, with all its telemetry going to this process, and shops opened in it. What differs: passwords are
/// hashed quickly, since every shop's accounts sign in before anything is measured, and access tokens are good for an hour.
/// </summary>
internal sealed class MixedSystem : IAsyncDisposable
{
    private const string DatabaseName = "rustok";

    private readonly List<IDisposable> _parts = [];
    private TokenRenewal? _renewal;

    private MixedSystem(ServerResource<PostgresServer> postgres, ServerResource<RedisServer> redis, ProjectResource api, ProjectResource worker)
    {
        (Postgres, Redis) = (postgres.Server, redis.Server);
        Processes = [.. api.Replicas, .. worker.Replicas];
        Apis = api.Replicas;
        Database = NpgsqlDataSource.Create(Postgres.SuperuserConnectionString(DatabaseName) + ";Maximum Pool Size=5");
    }

    public PostgresServer Postgres { get; }

    public RedisServer Redis { get; }

    public IReadOnlyList<ProjectProcess> Apis { get; }

    /// <summary>Those of the API and of the Worker.</summary>
    public IReadOnlyList<ProjectProcess> Processes { get; }

    /// <summary>As its superuser.</summary>
    public NpgsqlDataSource Database { get; }

    public Acknowledged Acknowledged { get; } = new();

    public OpenLoop Load { get; private set; } = null!;

    /// <summary>Starts a system, has something done with it, and stops it.</summary>
    /// <param name="options">How large it is.</param>
    /// <param name="work">What is done.</param>
    /// <param name="cancellationToken">Gives up before it has begun; afterwards signals do.</param>
    /// <returns>What the work returned; 1 when the system did not start.</returns>
    public static async Task<int> RunAsync(MixedOptions options, Func<MixedSystem, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        using var state = new StateDirectory(Path.Combine(RepositoryRoot.StatePath, "bench-mixed"));
        var logFile = Path.Combine(state.Path, "bench.log");
        await using var log = TextWriter.Synchronized(new StreamWriter(logFile) { AutoFlush = true });
        await using var telemetry = await OtlpSink.StartAsync(TimeSpan.Zero, cancellationToken);
        await using var topology = await EmbeddedTopology.ClaimAsync(state, fresh: true, log);
        await using var system = Compose(topology, telemetry, options);
        Console.WriteLine($"Starting the system; what its parts say is in {logFile}.");
        var result = 1;
        await topology.RunAsync(async stop =>
        {
            await system.OpenAsync(options, topology.DevelopmentSecrets.PlatformAdmin, stop);
            // Spans it has taken tell that telemetry was on.
            var spans = telemetry.Spans;
            result = await work(system, stop);
            return telemetry.Spans > spans ? 0 : throw new InvalidOperationException("No span has reached the backend: telemetry was not on.");
        });
        if (system._renewal is null)
            await Console.Error.WriteLineAsync($"The system did not start; see {logFile}.");
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        if (_renewal is not null)
            await _renewal.DisposeAsync();
        _parts.ForEach(part => part.Dispose());
        await Database.DisposeAsync();
    }

    private static MixedSystem Compose(EmbeddedTopology topology, OtlpSink telemetry, MixedOptions options)
    {
        var postgres = topology.AddPostgres("postgres");
        var database = topology.AddDatabase(postgres, DatabaseName, owner: "rustok_owner");
        var redis = topology.AddRedis("redis");
        var processes = options.Apis + options.Workers;
        var migrate = topology.AddJob("migrate", "RusToK.Worker", "migrate")
            .WithConnection("rustok", database.OwnerConnectionString)
            .WithConnection("redis", redis.Server.ConnectionString)
            .WithEnvironment("Database__AppPassword", topology.Secrets.App)
            .WithEnvironment("Database__WorkerPassword", topology.Secrets.Worker)
            .WaitFor(database);
        var seed = topology.AddJob("seed", "RusToK.Worker", "seed")
            .WithConnection("rustok", database.OwnerConnectionString)
            .WithConnection("redis", redis.Server.ConnectionString)
            .WithEnvironment("Seed__PlatformPassword", topology.DevelopmentSecrets.PlatformAdmin)
            .WaitFor(migrate, redis);
        var api = topology.AddProject("api", "RusToK.Api", options.Apis)
            .WithConnection("rustok", database.ConnectionString("rustok_app", topology.Secrets.App, processes))
            .WithConnection("redis", redis.Server.ConnectionString)
            .WithEnvironment("Identity__SigningKeys__0__Kid", "development")
            .WithEnvironment("Identity__SigningKeys__0__Secret", topology.DevelopmentSecrets.SigningKey)
            .WithEnvironment("Identity__AccessTokenMinutes", "60")
            .WithEnvironment("Identity__Passwords__Iterations", "1000")
            .WithEnvironment("Identity__Attempts__FreePerAddress", "100000")
            .WithEnvironments(Exporting(telemetry, "rustok-api"))
            .WaitFor(seed);
        var worker = topology.AddProject("worker", "RusToK.Worker", options.Workers)
            .WithConnection("rustok", database.ConnectionString("rustok_worker", topology.Secrets.Worker, processes))
            .WithConnection("redis", redis.Server.ConnectionString)
            .WithEnvironments(Exporting(telemetry, "rustok-worker"))
            .WaitFor(seed);
        return new MixedSystem(postgres, redis, api, worker);
    }

    /// <summary>Traces, metrics and logs, every trace of them, with the queue that a deployment has.</summary>
    private static IEnumerable<(string Name, string Value)> Exporting(OtlpSink telemetry, string service) =>
    [
        ("OTEL_SERVICE_NAME", service),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", telemetry.Address.ToString()),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        ("OTEL_TRACES_SAMPLER", "parentbased_always_on"),
        ("OTEL_BSP_MAX_QUEUE_SIZE", "20000"),
    ];

    /// <summary>Opens the shops, and waits until readers see them.</summary>
    private async Task OpenAsync(MixedOptions options, string platformPassword, CancellationToken cancellationToken)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var administration = Add(new Administration([.. Apis.Select(api => api.Address)]));
        var platform = await administration.SignInAsync("platform", "admin@platform.localhost", platformPassword, cancellationToken);
        var opening = new ShopOpening(administration, platform);
        var shops = await opening.OpenAsync(options.Tenants, options.Products, cancellationToken);
        await new Backlog(Database).DrainAsync(TimeSpan.FromMinutes(2), cancellationToken);
        // Plans that were made while tables were empty are made anew.
        await Postgres.ExecuteAsync("VACUUM (ANALYZE)", DatabaseName, cancellationToken);
        var connections = Add(new Connections([.. Apis.Select(api => api.Port)]));
        var behaviour = new Behaviour(connections, Acknowledged);
        await behaviour.PersistAsync(shops[0], cancellationToken);
        Load = new OpenLoop(new Crowd(shops, options.Skew, options.Seed), behaviour, options.InFlight);
        _renewal = new TokenRenewal(opening, shops);
        Console.WriteLine($"{options.Tenants} tenants of {options.Products} products are open after {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0} s.");
    }

    private T Add<T>(T part)
        where T : IDisposable
    {
        _parts.Add(part);
        return part;
    }
}
