using RusToK.Embedded.Tools;
using RusToK.Embedded.Topology;

namespace RusToK.Operations.Live;

/// <summary>Where a running system is asked.</summary>
/// <param name="Prometheus">Its Prometheus.</param>
/// <param name="Telemetry">The telemetry API of its Aspire dashboard, which has traces and logs; null when there is none.</param>
public sealed record RunningSystem(Uri Prometheus, Uri? Telemetry)
{
    /// <summary>The system of this checkout, as <c>endpoints.json</c> has it.</summary>
    /// <exception cref="NotRunningException">None runs, or one without Prometheus.</exception>
    public static RunningSystem OfThisCheckout()
    {
        using var state = new StateDirectory(RepositoryRoot.StatePath);
        if (state.ReadEndpoints() is not { } endpoints)
            throw new NotRunningException($"Nothing is running in {state.Path}: ./rustok up --detach starts it, or name a Prometheus by --prometheus.");
        return endpoints.TryGetValue("prometheus", out var prometheus)
            ? new RunningSystem(prometheus, endpoints.GetValueOrDefault("telemetry-api"))
            : throw new NotRunningException("The running system has no Prometheus: start it without --no-prometheus.");
    }
}
