namespace RusToK.Benchmarks.Growth;

/// <summary>How large things get, and how much is asked of them.</summary>
/// <param name="Products">Of the larger catalog; the smaller one has <see cref="FewProducts"/>.</param>
/// <param name="Tenants">Where there are many of them.</param>
/// <param name="ProductsPerTenant">The same for one tenant and for many.</param>
/// <param name="Events">In the log at the end of the events' part.</param>
/// <param name="WarmUp">Laps of each contestant before anything is measured.</param>
/// <param name="Rounds">Laps of each contestant that are measured.</param>
/// <param name="Requests">Of a lap.</param>
/// <param name="Slices">Parts of a lap, between which the others have theirs.</param>
/// <param name="Connections">Each waits for its answer before it asks again.</param>
internal sealed record GrowthPlan(
    int Products, int Tenants, int ProductsPerTenant, int Events, int WarmUp, int Rounds, int Requests, int Slices, int Connections)
{
    /// <summary>Of the smaller catalog.</summary>
    public const int FewProducts = 10_000;

    public override string ToString() => FormattableString.Invariant(
        $"{Connections} connections in a closed loop, medians of {Rounds} rounds of {Requests:N0} requests (lowest-highest)");
}
