namespace RusToK.AppHost;

/// <summary>What only whoever deploys knows.</summary>
internal static class DeploymentSettings
{
    // The publisher of Kubernetes asks for every value that is missing, and waits. This one is written nowhere.
    private const string Later = "set-by-whoever-deploys";

    /// <summary>A setting of what is published.</summary>
    public static IResourceBuilder<ParameterResource> AddDeploymentSetting(this IDistributedApplicationBuilder builder, string name) => builder.AddParameter(name, Later);

    /// <summary>A server that is somebody else's. While the application runs, <c>ConnectionStrings</c> says where it is.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddForeignServer(this IDistributedApplicationBuilder builder, string name)
    {
        if (builder.ExecutionContext.IsPublishMode)
            builder.Configuration[$"ConnectionStrings:{name}"] ??= Later;
        return builder.AddConnectionString(name);
    }
}
