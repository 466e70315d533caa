namespace RusToK.Benchmarks.Events.Measuring;

/// <param name="CommittedAt">Timestamp taken when the commit had returned.</param>
/// <param name="Milliseconds">From then until the read model showed it.</param>
internal readonly record struct FreshnessSample(long CommittedAt, double Milliseconds);
