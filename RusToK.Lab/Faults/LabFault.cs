using RusToK.Lab.Running;

namespace RusToK.Lab.Faults;

/// <summary>One thing that is made to go wrong, and what has to be seen of it.</summary>
/// <param name="Name">On the command line and in the report: lower case with hyphens.</param>
/// <param name="Does">One sentence for people.</param>
/// <param name="Alert">The alert that has to fire, and to resolve when it is over.</param>
/// <param name="Culprit">What has to name the part that is broken.</param>
/// <param name="BeginAsync">Makes it go wrong.</param>
internal sealed record LabFault(string Name, string Does, string Alert, Culprit Culprit, Func<LabSystem, CancellationToken, Task<Ending>> BeginAsync)
{
    /// <summary>Other alerts that are true of it: what users feel, and what breaks because of it. Any but these is unexpected.</summary>
    public IReadOnlyList<string> Consequences { get; init; } = [];

    /// <summary>The component that <c>./rustok explain</c> has to conclude from metrics, traces and logs, such as <c>dependency postgresql</c>; null when its evidence does not lead so far.</summary>
    public string? Concluded { get; init; }

    /// <summary>How long it goes on after it was detected, so that everything that follows from it has time to show.</summary>
    public TimeSpan Holds { get; init; } = TimeSpan.FromSeconds(5);
}
