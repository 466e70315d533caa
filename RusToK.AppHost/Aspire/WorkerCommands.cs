using RusToK.AppHost.Data;
using RusToK.AppHost.Monitoring;
using RusToK.AppHost.Publishing;

namespace RusToK.AppHost;

/// <summary>Commands of the Worker's executable that do their work and end.</summary>
internal static class WorkerCommands
{
    public static IResourceBuilder<ProjectResource> AddWorkerCommand(this IDistributedApplicationBuilder builder, string name, params string[] arguments)
    {
        var command = builder.AddProject<Projects.RusToK_Worker>(name).WithArgs(arguments);
        return builder.ExecutionContext.IsRunMode ? command.InDevelopment() : command.PublishAsJob();
    }

    /// <summary>Opens the demo tenant and the platform's own with an administrator each; does nothing when they exist.</summary>
    public static IResourceBuilder<ProjectResource> AddSeed(
        this IDistributedApplicationBuilder builder, Database database, IResourceBuilder<IResourceWithConnectionString> redis, ApplicationSecrets secrets, Watching watching) =>
        builder.AddWorkerCommand("seed", "seed")
            .WithDatabase(database.Owner)
            .WithRedis(redis)
            .WithEnvironment("Seed__DemoAdmin", Accounts.DemoAdmin)
            .WithEnvironment("Seed__DemoPassword", secrets.DemoAdminPassword!)
            .WithEnvironment("Seed__PlatformAdmin", Accounts.PlatformAdmin)
            .WithEnvironment("Seed__PlatformPassword", secrets.PlatformAdminPassword!)
            .WithTelemetry("rustok-migrate", watching);

    /// <summary>An administrative command that waits to be asked for, with the Worker's own access to the data.</summary>
    public static IResourceBuilder<ProjectResource> AddWorkerTask(
        this IDistributedApplicationBuilder builder, string name, Replicas worker, Database database, IResourceBuilder<IResourceWithConnectionString> redis, params string[] arguments) =>
        builder.AddWorkerCommand(name, arguments)
            .WithDatabase(database.Worker)
            .WithRedis(redis)
            .WithExplicitStart()
            .WithParentRelationship(worker.First);

    /// <summary>Readers, buyers and editors of two more tenants, who wait to be asked for.</summary>
    public static IResourceBuilder<ProjectResource> AddDemo(this IDistributedApplicationBuilder builder, Replicas api, ApplicationSecrets secrets)
    {
        var demo = builder.AddProject<Projects.RusToK_Demo>("demo")
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/health/ready")
            .InDevelopment()
            .WithEnvironment("Demo__PlatformEmail", Accounts.PlatformAdmin)
            .WithEnvironment("Demo__PlatformPassword", secrets.PlatformAdminPassword!)
            .WithEnvironment("Demo__Password", secrets.DemoAdminPassword!)
            // It sends no telemetry, and yet it has the same name in each start.
            .WithEnvironment("OTEL_SERVICE_NAME", "rustok-demo")
            .WithEnvironment("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=demo,deployment.environment.name=development")
            .WithExplicitStart();
        demo.WithEnvironment("Demo__Hooks", demo.GetEndpoint("http"));
        for (var i = 0; i < api.All.Count; i++)
            demo.WithEnvironment($"Demo__Apis__{i}", api.All[i].GetEndpoint("http")).WithReference(api.All[i]);
        return demo;
    }

    /// <summary>A process of a workstation: errors are told, accounts are seeded, mail stays in the process.</summary>
    public static IResourceBuilder<ProjectResource> InDevelopment(this IResourceBuilder<ProjectResource> project) => project
        .WithEnvironment("DOTNET_ENVIRONMENT", "Development")
        .WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development");
}
