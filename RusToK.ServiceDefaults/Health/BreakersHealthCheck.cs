using Microsoft.Extensions.Diagnostics.HealthChecks;
using RusToK.Core.Resilience;

namespace RusToK.ServiceDefaults.Health;

/// <summary>Names the dependencies whose circuit breakers are not closed: this process does without them for the moment.</summary>
internal sealed class BreakersHealthCheck(CircuitBreakers breakers, DependencyProbe probe) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await probe.RunAsync(cancellationToken);
        var open = breakers.States.Where(s => s.Value != BreakerState.Closed).Select(s => $"{s.Key} is {CircuitBreakers.NameOf(s.Value)}").Order(StringComparer.Ordinal).ToList();
        return open.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("circuit breakers: " + string.Join(", ", open));
    }
}
