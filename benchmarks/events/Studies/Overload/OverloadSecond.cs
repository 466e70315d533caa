namespace RusToK.Benchmarks.Events.Studies.Overload;

/// <summary>One second of the load.</summary>
/// <param name="Second">Since the first phase began.</param>
/// <param name="Backlog">The largest.</param>
/// <param name="UsualBacklog">What half of the looks did not exceed.</param>
/// <param name="P50">Milliseconds from commit to visible of what was committed in it; NaN when nothing was sampled.</param>
/// <param name="P99">The same, 99th percentile.</param>
/// <param name="WorkingSet">Largest of this process, bytes.</param>
/// <param name="RedisMemory">Largest of Redis, bytes.</param>
internal sealed record OverloadSecond(int Second, long Backlog, double UsualBacklog, double P50, double P99, long WorkingSet, long RedisMemory);
