namespace RusToK.Core.Faults;

/// <summary>Something that can be made to go wrong in a running process of a development system.</summary>
/// <param name="Name">In addresses, metrics, spans and logs: lower case with hyphens.</param>
/// <param name="Seam">One of <see cref="FaultSeams"/>: where it comes in.</param>
/// <param name="Effect">What happens there.</param>
/// <param name="Does">One sentence for people.</param>
/// <param name="Targets">By what it can be narrowed.</param>
public sealed record Fault(string Name, string Seam, FaultEffect Effect, string Does, FaultTargets Targets = FaultTargets.None)
{
    /// <summary>Whether it takes a latency.</summary>
    public bool Delays => Effect is FaultEffect.Delay or FaultEffect.SlowServer;
}
