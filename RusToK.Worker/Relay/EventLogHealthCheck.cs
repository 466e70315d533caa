using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace RusToK.Worker.Relay;

/// <summary>
/// The log belongs to this cluster, so that its events are relayed. Degraded when it does not: the command that mends it is run on the running
/// system.
/// </summary>
internal sealed class EventLogHealthCheck(NpgsqlDataSource dataSource) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            return (await RelayState.LoadAsync(connection, cancellationToken)).SameCluster
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded(
                    "the event log was restored from another PostgreSQL cluster and nothing is relayed: run `./rustok reanchor`");
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException or OperationCanceledException or TimeoutException)
        {
            return HealthCheckResult.Degraded("the state of the event log cannot be read", error);
        }
    }
}
