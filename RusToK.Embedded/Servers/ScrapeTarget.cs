namespace RusToK.Embedded.Servers;

/// <summary>A process whose <c>/metrics</c> Prometheus reads.</summary>
/// <param name="Job">Label <c>job</c>: the service name.</param>
/// <param name="Instance">Label <c>instance</c>: the service instance id.</param>
/// <param name="Port">Port on 127.0.0.1.</param>
public sealed record ScrapeTarget(string Job, string Instance, int Port);
