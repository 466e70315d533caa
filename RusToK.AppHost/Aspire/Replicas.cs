namespace RusToK.AppHost;

/// <summary>
/// The processes of a service. On a workstation each is a resource of its own, with an address, logs and commands of its own; what is published has one
/// service that scales (ADR 0101).
/// </summary>
/// <param name="Name">The service's name.</param>
/// <param name="All">At least one.</param>
internal sealed record Replicas(string Name, IReadOnlyList<IResourceBuilder<ProjectResource>> All)
{
    /// <summary>The one that bears the commands of the whole service.</summary>
    public IResourceBuilder<ProjectResource> First => All[0];

    /// <summary>Does the same to each.</summary>
    public Replicas Each(Action<IResourceBuilder<ProjectResource>> configure)
    {
        foreach (var replica in All)
            configure(replica);
        return this;
    }
}
