namespace RusToK.AppHost.Publishing;

/// <summary>Names of the images that are built here. Their tag is the version of the product.</summary>
internal static class ContainerImages
{
    /// <summary>The version of the product.</summary>
    public static string Version { get; } = typeof(ContainerImages).Assembly.GetName().Version!.ToString(3);

    /// <summary>The image of a resource; commands of the Worker have the Worker's.</summary>
    public static string Of(string resource) => $"rustok/{(resource == "migrate" ? "worker" : resource)}:{Version}";
}
