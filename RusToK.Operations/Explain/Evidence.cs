namespace RusToK.Operations.Explain;

/// <summary>Something that was observed and points at a component.</summary>
/// <param name="Component">At which.</param>
/// <param name="Weight">How much it says: about 3 for what was seen to fail or to take the time, less for what merely goes along.</param>
/// <param name="Reason">What was observed, as a line.</param>
internal sealed record Evidence(Component Component, double Weight, string Reason);
