namespace RusToK.Benchmarks.Telemetry.Load;

/// <summary>How much is asked for.</summary>
/// <param name="Rounds">Turns of each variant.</param>
/// <param name="Reads">Lists read in a turn.</param>
/// <param name="Writes">Nodes created in a turn.</param>
/// <param name="Clients">Each waits for its answer before it asks again.</param>
internal sealed record LoadPlan(int Rounds, int Reads, int Writes, int Clients);
