using System.Globalization;
using Aspire.Hosting.Docker.Resources.ServiceNodes;
using Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;

namespace RusToK.AppHost.Publishing;

/// <summary>Verbs that say how a resource is published, where that is the same for Docker Compose and Kubernetes.</summary>
internal static class PublishVerbs
{
    /// <summary>Has the container asked whether it is ready.</summary>
    public static IResourceBuilder<T> WithHealthProbe<T>(this IResourceBuilder<T> resource, HealthProbe probe)
        where T : IComputeResource => resource
        .InCompose(service => service.Healthcheck = new Healthcheck { Test = [.. probe.Test], Interval = "5s", Timeout = "3s", Retries = 12, StartPeriod = "60s" })
        .InKubernetes(workload => KubernetesWorkload.Probe(workload, probe));

    /// <summary>As many containers, each scraped. Docker Compose gives each a port of this machine, from 8080 on.</summary>
    public static IResourceBuilder<ProjectResource> PublishReplicas(this IResourceBuilder<ProjectResource> service, int count) => service
        .InCompose(compose =>
        {
            compose.Deploy = new Deploy { Replicas = count };
            if (compose.Ports.Count > 0)
                compose.Ports = [string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{ServicePorts.Http}-{ServicePorts.Http + count - 1}:{ServicePorts.Http}")];
        })
        .InKubernetes(workload => KubernetesWorkload.Serve(workload, $"rustok-{service.Resource.Name}"));

    /// <summary>Runs once a deployment, and is done then.</summary>
    public static IResourceBuilder<ProjectResource> PublishAsJob(this IResourceBuilder<ProjectResource> command) => command
        .InCompose(compose => compose.Restart = "no")
        .InKubernetes(KubernetesWorkload.RunOnce);

    /// <summary>Is reached from this machine only, at a port of the same number.</summary>
    public static IResourceBuilder<ContainerResource> PublishAt(this IResourceBuilder<ContainerResource> container, int port) =>
        container.InCompose(compose => compose.Ports = [string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}:{port}")]);

    /// <summary>Its image can be built from what lies beside the published files.</summary>
    public static IResourceBuilder<ContainerResource> PublishImage(this IResourceBuilder<ContainerResource> container) => container
        .InCompose(compose => compose.Build = new Build { Context = $"./{PublishedOutput.Images}", Dockerfile = $"RusToK.AppHost/Images/{container.Resource.Name}.Dockerfile" })
        .InKubernetes(KubernetesWorkload.OwnVolumes);

    /// <summary>It may ask Kubernetes which pods there are.</summary>
    public static IResourceBuilder<ContainerResource> PublishWithDiscovery(this IResourceBuilder<ContainerResource> container) =>
        container.InKubernetes(KubernetesWorkload.DiscoverPods);
}
