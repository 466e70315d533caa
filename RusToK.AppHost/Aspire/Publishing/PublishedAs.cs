using Aspire.Hosting.Docker.Resources.ComposeNodes;
using Aspire.Hosting.Kubernetes;

namespace RusToK.AppHost.Publishing;

/// <summary>What differs between the two forms of publication, and does nothing in an application that runs.</summary>
internal static class PublishedAs
{
    public const string Compose = "compose";
    public const string Kubernetes = "kubernetes";

    /// <summary>Changes a service of Docker Compose.</summary>
    public static IResourceBuilder<T> InCompose<T>(this IResourceBuilder<T> resource, Action<Service> configure)
        where T : IComputeResource => resource.Is(Compose) ? resource.PublishAsDockerComposeService((_, service) => configure(service)) : resource;

    /// <summary>Changes a workload of Kubernetes and what belongs to it.</summary>
    public static IResourceBuilder<T> InKubernetes<T>(this IResourceBuilder<T> resource, Action<KubernetesResource> configure)
        where T : IComputeResource => resource.Is(Kubernetes) ? resource.PublishAsKubernetesService(configure) : resource;

    private static bool Is<T>(this IResourceBuilder<T> resource, string publisher)
        where T : IResource => resource.ApplicationBuilder.ExecutionContext.IsPublishMode && resource.ApplicationBuilder.Configuration[nameof(TopologyOptions.Publisher)] == publisher;
}
