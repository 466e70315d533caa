using RusToK.Benchmarks.Events.Measuring;

namespace RusToK.Benchmarks.Events.Studies.Overload;

/// <summary>The system at one moment.</summary>
/// <param name="Second">Since the first phase began.</param>
/// <param name="Look">How far the pipeline was, at most about 100 ms before.</param>
/// <param name="WorkingSet">Bytes of this process: producers, relay and consumers.</param>
/// <param name="RedisMemory">Bytes that Redis uses.</param>
internal sealed record OverloadSample(double Second, BacklogLook Look, long WorkingSet, long RedisMemory);
