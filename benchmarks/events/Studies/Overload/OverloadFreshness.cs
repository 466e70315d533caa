namespace RusToK.Benchmarks.Events.Studies.Overload;

/// <param name="Second">Of the commit, since the first phase began.</param>
/// <param name="Milliseconds">From commit to visible.</param>
internal readonly record struct OverloadFreshness(double Second, double Milliseconds);
