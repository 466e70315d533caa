using Aspire.Hosting.Kubernetes.Resources;

namespace RusToK.AppHost.Publishing;

/// <summary>
/// What a container is given in Kubernetes. Of memory, what it may take; of processor time, what it is promised: a limit would throttle it while the node idles.
/// </summary>
/// <param name="Cpu">Promised, in Kubernetes' unit.</param>
/// <param name="Memory">Promised.</param>
/// <param name="MemoryLimit">At which it is ended.</param>
internal sealed record ContainerSize(string Cpu, string Memory, string MemoryLimit)
{
    /// <summary>The API or the Worker: an API after warm-up stays below 150 MB, which is the product's own target.</summary>
    public static ContainerSize Service { get; } = new("250m", "256Mi", "512Mi");

    /// <summary>What watches.</summary>
    public static ContainerSize Watching { get; } = new("100m", "256Mi", "1Gi");

    public ResourceRequirementsV1 Of() => new()
    {
        Requests = { ["cpu"] = Cpu, ["memory"] = Memory },
        Limits = { ["memory"] = MemoryLimit },
    };
}
