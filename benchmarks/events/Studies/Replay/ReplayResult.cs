namespace RusToK.Benchmarks.Events.Studies.Replay;

/// <summary>One log, taken into the read model twice.</summary>
/// <param name="Events">In the log.</param>
/// <param name="CatchUp">By relay and consumers, from the log's beginning.</param>
/// <param name="Rebuild">By the rebuild that operators ask for.</param>
internal sealed record ReplayResult(long Events, ReplayTaken CatchUp, ReplayTaken Rebuild)
{
    public double CatchUpPerSecond => Events / CatchUp.Seconds;

    public double RebuildPerSecond => Events / Rebuild.Seconds;
}

/// <summary>What it took.</summary>
/// <param name="Seconds">Until the read model equalled the truth.</param>
/// <param name="WorkingSet">Most bytes of this process meanwhile.</param>
/// <param name="RedisMemory">Most bytes that Redis used meanwhile.</param>
internal sealed record ReplayTaken(double Seconds, long WorkingSet, long RedisMemory);
