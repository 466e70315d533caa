namespace RusToK.Benchmarks.Micro.Reporting;

/// <summary>An operation beside the bare one.</summary>
/// <param name="Name">Of the class, as in <c>--only</c>.</param>
/// <param name="Of">The operation.</param>
/// <param name="Against">The bare one.</param>
internal sealed record Comparison(string Name, Cost Of, Cost Against)
{
    /// <summary>So many times the bare operation's time.</summary>
    public double Ratio => Of.Nanoseconds / Against.Nanoseconds;
}
