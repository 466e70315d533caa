using RusToK.AppHost;
using RusToK.AppHost.Commands;
using RusToK.AppHost.Data;
using RusToK.AppHost.Monitoring;
using RusToK.AppHost.Publishing;

// What the system is made of, and what waits for what. Each verb is explained where it stands.
var builder = DistributedApplication.CreateBuilder(args);
var options = TopologyOptions.From(builder.Configuration);
var secrets = builder.AddSecrets();
builder.AddPublisher(options);

var database = builder.AddDatabase(secrets, options);
var redis = builder.AddEventStreams(options);
var watching = builder.AddMonitoring(options);

var migrate = builder.AddWorkerCommand("migrate", "migrate")
    .WithDatabase(database.Owner)
    .WithRedis(redis)
    .WithLoginsOf(database)
    .WithTelemetry("rustok-migrate", watching)
    .WaitFor(database.Server);

var api = builder.AddReplicas<Projects.RusToK_Api>("api", options.ApiReplicas)
    .Each(api => api
        .WithDatabase(database.App)
        .WithRedis(redis)
        .WithSigningKey(secrets)
        .WithMailServer(secrets)
        .WithTelemetry("rustok-api", watching)
        .WithTraceLinks()
        .WithExternalHttpEndpoints()
        .WithUrls(ApiUrls.Name)
        .WithFaults(secrets)
        .WaitFor(redis)
        .WaitForCompletion(migrate));

var worker = builder.AddReplicas<Projects.RusToK_Worker>("worker", options.WorkerReplicas)
    .Each(worker => worker
        .WithDatabase(database.Worker)
        .WithRedis(redis)
        .WithTelemetry("rustok-worker", watching)
        .WithFaults(secrets)
        .WaitFor(redis)
        .WaitForCompletion(migrate));

watching.Watch(api, worker);

if (builder.ExecutionContext.IsRunMode)
{
    var seed = builder.AddSeed(database, redis, secrets, watching).WaitForCompletion(migrate);
    var demo = builder.AddDemo(api, secrets).WithParentRelationship(api.First);
    var replay = builder.AddWorkerTask("replay-dead-letters", worker, database, redis, "dead-letters", "replay", "--all");
    var rebuild = builder.AddWorkerTask("rebuild-read-models", worker, database, redis, "rebuild", "all");

    api.First
        .WithTaskCommand("seed-demo-data", "Seed demo data", seed)
        .WithStartCommand("start-demo-traffic", "Start demo traffic", demo)
        .WithStopCommand("stop-demo-traffic", "Stop demo traffic", demo);
    worker.First
        .WithTaskCommand("replay-dead-letters", "Replay dead letters", replay)
        .WithTaskCommand("rebuild-read-models", "Rebuild read models", rebuild);
}

builder.Build().Run();
