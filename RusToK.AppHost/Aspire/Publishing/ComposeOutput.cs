using System.Text.RegularExpressions;
using Aspire.Hosting.Docker;
using Aspire.Hosting.Docker.Resources;
using Aspire.Hosting.Docker.Resources.ComposeNodes;

namespace RusToK.AppHost.Publishing;

/// <summary>What the publisher of Docker Compose leaves open.</summary>
internal static partial class ComposeOutput
{
    private const string ImageVariable = "_IMAGE";

    /// <summary>Leaves in <c>.env</c> what has to be set; images have names.</summary>
    public static void Complete(IDictionary<string, CapturedEnvironmentVariable> variables)
    {
        foreach (var name in variables.Keys.Where(name => name.EndsWith(ImageVariable, StringComparison.Ordinal)).ToList())
            variables.Remove(name);
    }

    public static void Complete(ComposeFile file)
    {
        file.Name = "rustok";
        foreach (var service in file.Services.Values)
        {
            service.Restart ??= "unless-stopped";
            WaitForHealth(service, file);
            NameImages(service);
            RequireVariables(service);
        }
    }

    /// <summary>A dependency that says when it is healthy is waited for until it is, and not just until it has started.</summary>
    private static void WaitForHealth(Service service, ComposeFile file)
    {
        foreach (var (name, dependency) in service.DependsOn)
            if (dependency.Condition == "service_started" && file.Services.TryGetValue(name, out var other) && other.Healthcheck is not null)
                dependency.Condition = "service_healthy";
    }

    /// <summary>Another registry or tag is set by a variable such as <c>API_IMAGE</c>.</summary>
    private static void NameImages(Service service)
    {
        if (service.Image is { } image && Variable().IsMatch(image))
            service.Image = $"${{{ContainerImages.NameOf(service.Name).ToUpperInvariant()}{ImageVariable}:-{ContainerImages.Of(service.Name)}}}";
    }

    /// <summary>A variable that nobody has set stops <c>docker compose</c>, instead of being empty.</summary>
    private static void RequireVariables(Service service)
    {
        foreach (var (name, value) in service.Environment.ToList())
            service.Environment[name] = Variable().Replace(value, match => $"${{{match.Groups["name"].Value}:?set it in .env}}");
    }

    [GeneratedRegex(@"(?<!\$)\$\{(?<name>[A-Z0-9_]+)\}")]
    private static partial Regex Variable();
}
