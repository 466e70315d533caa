using System.Globalization;
using RusToK.AppHost.Publishing;

namespace RusToK.AppHost;

internal static class ReplicasExtensions
{
    /// <summary>A web executable of this solution that is ready when <c>/health/ready</c> says so.</summary>
    public static Replicas AddReplicas<TProject>(this IDistributedApplicationBuilder builder, string name, int count)
        where TProject : IProjectMetadata, new() => builder.ExecutionContext.IsRunMode
            ? new Replicas(name, [.. Enumerable.Range(1, count).Select(number => builder.AddProcess<TProject>(string.Create(CultureInfo.InvariantCulture, $"{name}-{number}")))])
            : new Replicas(name, [builder.AddService<TProject>(name).WithReplicas(count).PublishReplicas(count)]);

    private static IResourceBuilder<ProjectResource> AddProcess<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name)
            .WithHttpEndpoint()
            .WithHttpHealthCheck("/health/ready")
            .InDevelopment()
            // The demo's receiver of webhooks is on this machine, where none may be otherwise.
            .WithEnvironment("Webhooks__AllowPrivateAddresses", "true");

    private static IResourceBuilder<ProjectResource> AddService<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name)
            .WithHttpEndpoint(targetPort: ServicePorts.Http)
            // Which proxies are believed is said by Proxies:Trusted, and nobody by default.
            .DisableForwardedHeaders()
            .WithEnvironment("Telemetry__Metrics__Port", ServicePorts.Metrics.ToString(CultureInfo.InvariantCulture))
            .WithHealthProbe(HealthProbe.Service);
}
