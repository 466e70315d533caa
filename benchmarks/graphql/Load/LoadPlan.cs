namespace RusToK.Benchmarks.GraphQL.Load;

/// <summary>How much is asked.</summary>
/// <param name="WarmUp">Turns of each contestant before anything is measured.</param>
/// <param name="Rounds">Turns of each contestant that are measured.</param>
/// <param name="Slices">Parts of a turn, between which the others have theirs.</param>
/// <param name="Slice">Duration of a part.</param>
/// <param name="Connections">Each waits for its answer before it asks again.</param>
internal sealed record LoadPlan(int WarmUp, int Rounds, int Slices, TimeSpan Slice, int Connections);
