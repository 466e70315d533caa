namespace RusToK.Benchmarks.Events.Measuring;

/// <summary>A write that is due.</summary>
/// <param name="Phase">Counts what becomes of it.</param>
/// <param name="DueAt">Timestamp at which it should start.</param>
internal readonly record struct Arrival(LoadPhase Phase, long DueAt);
