using RusToK.AppHost.Publishing;

namespace RusToK.AppHost.Data;

/// <summary>Redis: event streams, caches and limits. A container, or a server that is somebody else's.</summary>
internal static class EventStreams
{
    private const string Connection = "ConnectionStrings__redis";

    public static IResourceBuilder<IResourceWithConnectionString> AddEventStreams(this IDistributedApplicationBuilder builder, TopologyOptions options) =>
        options.ExternalServers
            ? builder.AddForeignServer("redis")
            : builder.AddRedis("redis")
                .WithImageTag(ImageVersions.Redis)
                .WithDataVolume("rustok-redis")
                .WithPersistence(TimeSpan.FromSeconds(60))
                // The same on a workstation as in what is published, where nobody has a certificate of development.
                .WithoutHttpsCertificate()
                .WithHealthProbe(HealthProbe.Redis);

    /// <summary>Reaches Redis.</summary>
    public static IResourceBuilder<ProjectResource> WithRedis(this IResourceBuilder<ProjectResource> project, IResourceBuilder<IResourceWithConnectionString> redis) =>
        project.WithEnvironment(Connection, redis.Resource.ConnectionStringExpression);
}
