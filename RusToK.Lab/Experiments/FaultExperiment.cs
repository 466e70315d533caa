using System.Diagnostics;
using RusToK.Lab.Audit;
using RusToK.Lab.Faults;
using RusToK.Lab.Running;

namespace RusToK.Lab.Experiments;

/// <summary>Makes one fault and watches what is told of it.</summary>
/// <param name="system">A running one.</param>
/// <param name="audit">Of its read models.</param>
internal sealed class FaultExperiment(LabSystem system, ReadModelAudit audit)
{
    /// <summary>Tickets of budgets look back over all faults before, even divided: none is counted for one of them, or waited for.</summary>
    private const string LongMemory = "BurnsSlowly";

    private static readonly TimeSpan LongestQuiet = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan LongestDetection = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongestAudit = TimeSpan.FromSeconds(30);

    public async Task<FaultResult> RunAsync(LabFault fault, CancellationToken cancellationToken)
    {
        var before = new Observation(system);
        await before.UntilAsync(LongestQuiet, IsQuiet, cancellationToken);

        var seen = new Observation(system);
        var clock = Stopwatch.StartNew();
        var ending = await fault.BeginAsync(system, cancellationToken);
        double? detected = null;
        (bool IsNamed, string? Worst) culprit = default;
        string? concluded = null;
        try
        {
            if (await seen.UntilAsync(LongestDetection, firing => firing.Contains(fault.Alert), cancellationToken))
            {
                detected = clock.Elapsed.TotalSeconds;
                await seen.ForAsync(fault.Holds, cancellationToken);
                culprit = await fault.Culprit.FindAsync(system, cancellationToken);
                concluded = await system.ExplainAsync(fault.Alert, cancellationToken);
            }
        }
        finally
        {
            await ending(CancellationToken.None);
        }

        clock.Restart();
        double? resolved = await seen.UntilAsync(LongestQuiet, firing => !firing.Contains(fault.Alert), cancellationToken) ? clock.Elapsed.TotalSeconds : null;
        await seen.UntilAsync(LongestQuiet, IsQuiet, cancellationToken);
        var others = seen.Told.Where(alert => alert != fault.Alert && !HasLongMemory(alert)).Order(StringComparer.Ordinal).ToLookup(fault.Consequences.Contains);
        return new FaultResult(fault.Name, fault.Alert)
        {
            DetectedAfterSeconds = detected,
            ResolvedAfterSeconds = detected is null ? null : resolved,
            Consequences = [.. others[true]],
            Unexpected = [.. others[false]],
            Fired = [.. seen.Fired.Order(StringComparer.Ordinal)],
            IsCulpritNamed = culprit.IsNamed,
            Culprit = culprit.Worst,
            Concluded = concluded,
            ToConclude = fault.Concluded,
            Audit = await AuditAsync(cancellationToken),
        };
    }

    private static bool IsQuiet(IReadOnlySet<string> firing) => firing.All(HasLongMemory);

    private static bool HasLongMemory(string alert) => alert.EndsWith(LongMemory, StringComparison.Ordinal);

    /// <summary>With the demo's customers asleep, so that truth and read models can be compared.</summary>
    private async Task<AuditCounts> AuditAsync(CancellationToken cancellationToken)
    {
        await system.Process("demo").PauseAsync();
        try
        {
            var clock = Stopwatch.StartNew();
            AuditCounts counts;
            while (!(counts = await audit.CountAsync(cancellationToken)).IsClean && clock.Elapsed < LongestAudit)
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
            return counts;
        }
        finally
        {
            await system.Process("demo").ResumeAsync();
        }
    }
}
