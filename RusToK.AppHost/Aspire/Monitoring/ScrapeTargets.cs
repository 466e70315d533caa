using System.Text.Json;

namespace RusToK.AppHost.Monitoring;

/// <summary>
/// The processes that Prometheus scrapes on a workstation, as the files that <c>prometheus/prometheus.yml</c> reads. What is published finds them by
/// names of the network instead.
/// </summary>
internal sealed class ScrapeTargets
{
    private readonly List<(string Job, string Instance, EndpointReference Endpoint)> _targets = [];

    /// <summary>Adds the replicas of a service, under the names that rules and dashboards ask for.</summary>
    public void Add(Replicas service)
    {
        foreach (var replica in service.All)
            _targets.Add(($"rustok-{service.Name}", replica.Resource.Name, replica.GetEndpoint("http")));
    }

    /// <summary>The file, with addresses as a container reaches them.</summary>
    public async Task<string> RenderAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var network = new ValueProviderContext
        {
            ExecutionContext = (DistributedApplicationExecutionContext)services.GetService(typeof(DistributedApplicationExecutionContext))!,
            Network = KnownNetworkIdentifiers.DefaultAspireContainerNetwork,
        };
        var groups = new List<object>();
        foreach (var (job, instance, endpoint) in _targets)
        {
            var address = await endpoint.Property(EndpointProperty.HostAndPort).GetValueAsync(network, cancellationToken);
            groups.Add(new { targets = new[] { address }, labels = new { job, instance } });
        }

        return JsonSerializer.Serialize(groups);
    }
}
