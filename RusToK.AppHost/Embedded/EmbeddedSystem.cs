using RusToK.Embedded.Servers;
using RusToK.Embedded.Topology;
using ProjectResource = RusToK.Embedded.Topology.ProjectResource;

namespace RusToK.AppHost;

/// <summary>What the system is made of, and what waits for what.</summary>
internal static class EmbeddedSystem
{
    /// <summary>The account that administers the demo tenant.</summary>
    public const string DemoAdmin = "demo-admin";

    /// <summary>The account that administers the platform.</summary>
    public const string PlatformAdmin = "platform-admin";

    /// <summary>The token that switches faults.</summary>
    public const string FaultToken = "faults";

    /// <param name="topology">An empty one.</param>
    /// <param name="options">Which parts of it, and how many.</param>
    public static async Task ComposeAsync(EmbeddedTopology topology, UpOptions options)
    {
        var postgres = topology.AddPostgres("postgres", options.PostgresPort);
        var database = topology.AddDatabase(postgres, "rustok", owner: "rustok_owner");
        var redis = topology.AddRedis("redis", options.RedisPort);
        var dashboard = options.Dashboard ? topology.AddDashboard("dashboard", options.DashboardPort) : null;
        if (options.ServersOnly)
        {
            await AddMonitoringAsync(topology, options);
            return;
        }

        var processes = options.ApiReplicas + options.WorkerReplicas;
        var app = database.ConnectionString("rustok_app", topology.Secrets.App, processes);
        var work = database.ConnectionString("rustok_worker", topology.Secrets.Worker, processes);

        var migrate = topology.AddJob("migrate", "RusToK.Worker", "migrate")
            .WithConnection("rustok", database.OwnerConnectionString)
            .WithConnection("redis", redis.Server.ConnectionString)
            .WithEnvironment("Database__AppPassword", topology.Secrets.App)
            .WithEnvironment("Database__WorkerPassword", topology.Secrets.Worker)
            .WithTelemetry(dashboard, "rustok-migrate")
            .WaitFor(database);

        var demo = new Account("demo", "admin@demo.localhost", topology.DevelopmentSecrets.DemoAdmin);
        var platform = new Account("platform", "admin@platform.localhost", topology.DevelopmentSecrets.PlatformAdmin);
        topology.AddFirstStartJob("seed", "RusToK.Worker", "seed")
            .WithConnection("rustok", database.OwnerConnectionString)
            .WithConnection("redis", redis.Server.ConnectionString)
            .WithEnvironment("Seed__DemoAdmin", demo.Email)
            .WithEnvironment("Seed__DemoPassword", demo.Password)
            .WithEnvironment("Seed__PlatformAdmin", platform.Email)
            .WithEnvironment("Seed__PlatformPassword", platform.Password)
            .WithTelemetry(dashboard, "rustok-migrate")
            .WaitFor(migrate, redis);

        var api = topology.AddProject("api", "RusToK.Api", options.ApiReplicas, options.ApiPort)
            .WithConnection("rustok", app)
            .WithConnection("redis", redis.Server.ConnectionString)
            .WithEnvironment("Identity__SigningKeys__0__Kid", "development")
            .WithEnvironment("Identity__SigningKeys__0__Secret", topology.DevelopmentSecrets.SigningKey)
            .WithTelemetry(dashboard, "rustok-api")
            .WithTraceLinks(dashboard)
            .WaitFor(migrate, redis);

        var worker = topology.AddProject("worker", "RusToK.Worker", options.WorkerReplicas)
            .WithConnection("rustok", work)
            .WithConnection("redis", redis.Server.ConnectionString)
            .WithTelemetry(dashboard, "rustok-worker")
            .WaitFor(migrate, redis);

        var faults = topology.DevelopmentSecrets.FaultToken!;
        foreach (var process in (ProjectResource[])[api, worker])
            process
                .WithEnvironment("Faults__Enabled", "true")
                .WithEnvironment("Faults__Token", faults)
                .WithEnvironments(options.Settings.Select(setting => (setting.Key, setting.Value)));

        if (options.Demo)
        {
            var customers = topology.AddProject("demo", "RusToK.Demo", replicas: 1)
                .WithEnvironments(api.Replicas.Select((replica, i) => ($"Demo__Apis__{i}", replica.Address.ToString())))
                .WithEnvironment("Demo__PlatformEmail", platform.Email)
                .WithEnvironment("Demo__PlatformPassword", platform.Password)
                .WithEnvironment("Demo__Password", topology.DevelopmentSecrets.DemoAdmin)
                .WithEnvironments(options.DemoSettings.Select(setting => (setting.Key, setting.Value)))
                .WaitFor(api, worker);
            // Their receiver of webhooks is on this machine, where none may be otherwise.
            customers.WithEnvironment("Demo__Hooks", customers.Replicas[0].Address.ToString());
            api.WithEnvironment("Webhooks__AllowPrivateAddresses", "true");
            worker.WithEnvironment("Webhooks__AllowPrivateAddresses", "true");
        }

        await AddMonitoringAsync(topology, options, api, worker);

        topology
            .WithEndpoint("graphiql", new Uri(api.Replicas[0].Address, "/"))
            .WithAccount(DemoAdmin, demo)
            .WithAccount(PlatformAdmin, platform)
            .WithToken(FaultToken, faults)
            .WithAdministration(worker, ("ConnectionStrings__rustok-owner", database.OwnerConnectionString));
    }

    private static async Task AddMonitoringAsync(EmbeddedTopology topology, UpOptions options, params ProjectResource[] scraped)
    {
        if (!options.Prometheus)
            return;
        var alertmanager = options.Alertmanager ? AddAlertmanager(topology, options) : null;
        await topology.AddPrometheusAsync("prometheus", options.PrometheusPort, alertmanager, options.MonitoringFolder, scraped);
    }

    private static ServerResource<AlertmanagerServer>? AddAlertmanager(EmbeddedTopology topology, UpOptions options)
    {
        if (AlertmanagerServer.IsInstalled)
            return topology.AddAlertmanager("alertmanager", options.AlertmanagerPort, options.MonitoringFolder);
        topology.SayMissing("Alertmanager", "./rustok setup installs it");
        return null;
    }
}
