namespace RusToK.Benchmarks.Telemetry.Load;

/// <summary>How much is asked for.</summary>
/// <param name="WarmUp">Turns of each variant before anything is measured: the compiler replaces what is called often, in several steps, and with telemetry there is more of it.</param>
/// <param name="Rounds">Turns of each variant that are measured.</param>
/// <param name="Slices">Parts of a turn, between which the others have theirs.</param>
/// <param name="Reads">Lists read in a turn.</param>
/// <param name="Writes">Nodes created in a turn.</param>
/// <param name="Clients">Each waits for its answer before it asks again.</param>
internal sealed record LoadPlan(int WarmUp, int Rounds, int Slices, int Reads, int Writes, int Clients);
