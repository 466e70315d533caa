namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>Backlog and memory at one moment.</summary>
/// <param name="Second">Since the watch began.</param>
/// <param name="Look">How far the pipeline was, at most about 100 ms before.</param>
/// <param name="WorkingSet">Bytes of this process: producers, relay and consumers.</param>
/// <param name="RedisMemory">Bytes that Redis uses.</param>
internal sealed record SystemSample(double Second, BacklogLook Look, long WorkingSet, long RedisMemory);
