namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>What makes a phase count: the truth holds exactly the acknowledged events, and the read model equals the truth.</summary>
internal static class TruthCheck
{
    /// <summary>Waits until everything acknowledged is visible, then compares versions and states.</summary>
    /// <param name="phase">What has just ended, for the message.</param>
    /// <param name="database">Truth and read model.</param>
    /// <param name="gate">Knows what was acknowledged.</param>
    /// <param name="patience">How long events may take to become visible.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static async Task<string?> FailureAsync(
        string phase, RoundDatabase database, BacklogGate gate, TimeSpan patience, CancellationToken cancellationToken)
    {
        await gate.DrainAsync(patience, cancellationToken);
        var committed = await database.CountCommittedAsync(cancellationToken);
        var differences = await database.CountDifferencesAsync(cancellationToken);
        return committed == gate.Committed && differences == 0
            ? null
            : $"after {phase}: {differences} products differ from the truth; {committed} of {gate.Committed} acknowledged events are committed";
    }
}
