namespace RusToK.AppHost.Monitoring;

/// <summary>What watches the application.</summary>
/// <param name="Traces">Where spans go beside the Aspire dashboard, by OTLP over gRPC; null for nowhere.</param>
/// <param name="Server">What stands at that address and is waited for; null when it is somebody else's.</param>
/// <param name="Targets">Whom Prometheus scrapes; null without one.</param>
internal sealed record Watching(ReferenceExpression? Traces, IResourceBuilder<ContainerResource>? Server, ScrapeTargets? Targets)
{
    /// <summary>Has the processes of services scraped.</summary>
    public void Watch(params IEnumerable<Replicas> services)
    {
        if (Targets is null)
            return;
        foreach (var service in services)
            Targets.Add(service);
    }
}
