using RusToK.Benchmarks.GraphQL.Load;

namespace RusToK.Benchmarks.Growth.Load;

/// <summary>What a subject did in a round.</summary>
/// <param name="Turn">Its requests, and what they cost.</param>
/// <param name="ResidentBytes">Memory of its processes in sum, when it was over.</param>
internal sealed record Lap(Turn Turn, double ResidentBytes);
