namespace RusToK.Benchmarks.Events.Studies.Replay;

/// <summary>One log, taken into the read model twice.</summary>
/// <param name="Events">In the log.</param>
/// <param name="CatchUpSeconds">Relay and consumers, from the log's beginning.</param>
/// <param name="RebuildSeconds">The rebuild that operators ask for, until it is committed.</param>
/// <param name="WorkingSet">Bytes of this process after the rebuild.</param>
internal sealed record ReplayResult(long Events, double CatchUpSeconds, double RebuildSeconds, long WorkingSet)
{
    public double CatchUpPerSecond => Events / CatchUpSeconds;

    public double RebuildPerSecond => Events / RebuildSeconds;
}
