using RusToK.AppHost;
using RusToK.Embedded.Topology;

return await CommandLine.RunAsync(args, async (options, state) =>
{
    await using var topology = await EmbeddedTopology.ClaimAsync(state, options.Fresh);

    var postgres = topology.AddPostgres("postgres", options.PostgresPort);
    var database = topology.AddDatabase(postgres, "rustok", owner: "rustok_owner");
    var redis = topology.AddRedis("redis", options.RedisPort);
    var dashboard = options.Dashboard ? topology.AddDashboard("dashboard", options.DashboardPort) : null;
    if (options.ServersOnly)
    {
        if (options.Prometheus)
            await topology.AddPrometheusAsync("prometheus", options.PrometheusPort);
        return await topology.RunAsync();
    }

    var app = database.ConnectionString("rustok_app", topology.Secrets.App);
    var work = database.ConnectionString("rustok_worker", topology.Secrets.Worker);

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
        process.WithEnvironment("Faults__Enabled", "true").WithEnvironment("Faults__Token", faults);

    if (options.Demo)
    {
        var customers = topology.AddProject("demo", "RusToK.Demo", replicas: 1)
            .WithEnvironments(api.Replicas.Select((replica, i) => ($"Demo__Apis__{i}", replica.Address.ToString())))
            .WithEnvironment("Demo__PlatformEmail", platform.Email)
            .WithEnvironment("Demo__PlatformPassword", platform.Password)
            .WithEnvironment("Demo__Password", topology.DevelopmentSecrets.DemoAdmin)
            .WaitFor(api, worker);
        // Their receiver of webhooks is on this machine, where none may be otherwise.
        customers.WithEnvironment("Demo__Hooks", customers.Replicas[0].Address.ToString());
        api.WithEnvironment("Webhooks__AllowPrivateAddresses", "true");
        worker.WithEnvironment("Webhooks__AllowPrivateAddresses", "true");
    }

    if (options.Prometheus)
        await topology.AddPrometheusAsync("prometheus", options.PrometheusPort, api, worker);

    return await topology
        .WithEndpoint("graphiql", new Uri(api.Replicas[0].Address, "/"))
        .WithAccount("demo-admin", demo)
        .WithAccount("platform-admin", platform)
        .WithToken("faults", faults)
        .WithAdministration(worker, ("ConnectionStrings__rustok-owner", database.OwnerConnectionString))
        .RunAsync();
});
