using RusToK.Core.Faults;

namespace RusToK.ServiceDefaults.Faults;

/// <summary>A fault as it is told.</summary>
/// <param name="Name">In its address.</param>
/// <param name="Seam">Where it strikes.</param>
/// <param name="Does">One sentence.</param>
/// <param name="Takes">The members of a body that it takes beside <c>rate</c> and <c>durationSeconds</c>.</param>
/// <param name="Active">How it is switched on; null when it is not.</param>
internal sealed record FaultResponse(string Name, string Seam, string Does, IReadOnlyList<string> Takes, ActiveFaultResponse? Active)
{
    public static FaultResponse Of(Fault fault, ActiveFault? active, TimeProvider clock) => new(
        fault.Name, fault.Seam, fault.Does, [.. TakesOf(fault)], active is null ? null : ActiveFaultResponse.Of(active, clock));

    private static IEnumerable<string> TakesOf(Fault fault)
    {
        if (fault.Delays)
            yield return "latencySeconds";
        foreach (var (target, name) in ((FaultTargets, string)[])
            [(FaultTargets.Field, "field"), (FaultTargets.Handler, "handler"), (FaultTargets.EventType, "eventType"), (FaultTargets.Tenant, "tenant")])
        {
            if (fault.Targets.HasFlag(target))
                yield return name;
        }
    }
}
