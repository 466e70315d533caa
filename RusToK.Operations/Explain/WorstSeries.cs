namespace RusToK.Operations.Explain;

/// <summary>A series of what an alert measures.</summary>
/// <param name="Measurement">What is measured.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Now">In the window.</param>
/// <param name="Before">In the time before; null when it was not there.</param>
internal sealed record WorstSeries(Measurement Measurement, IReadOnlyDictionary<string, string> Labels, double Now, double? Before)
{
    /// <summary>How much worse it is than before; 0 or less when it is not.</summary>
    public double Excess => Measurement.IsOfTooLittle ? (Before ?? Now) - Now : Now - (Before ?? 0);
}
