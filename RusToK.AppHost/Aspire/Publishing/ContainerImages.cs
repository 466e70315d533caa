namespace RusToK.AppHost.Publishing;

/// <summary>Names of the images that are built here. Their tag is the version of the product.</summary>
internal static class ContainerImages
{
    /// <summary>The version of the product.</summary>
    public static string Version { get; } = typeof(ContainerImages).Assembly.GetName().Version!.ToString(3);

    /// <summary>What a resource is made of; commands of the Worker are made of the Worker.</summary>
    public static string NameOf(string resource) => resource == "migrate" ? "worker" : resource;

    /// <summary>The image of a resource.</summary>
    public static string Of(string resource) => $"rustok/{NameOf(resource)}:{Version}";
}
