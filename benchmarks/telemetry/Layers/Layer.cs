namespace RusToK.Benchmarks.Telemetry.Layers;

/// <summary>An operation of the product that tells of itself.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Instrumented">As the product does it.</param>
/// <param name="Bare">The same without anything that tells of it; null where the telling is all there is.</param>
internal sealed record Layer(string Name, Action<Listeners> Instrumented, Action? Bare = null);
