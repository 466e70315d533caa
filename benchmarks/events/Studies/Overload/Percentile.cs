namespace RusToK.Benchmarks.Events.Studies.Overload;

/// <summary>Of samples few enough to be sorted.</summary>
internal static class Percentile
{
    /// <returns>The smallest value that so many percent do not exceed; NaN when there is none.</returns>
    public static double Of(IEnumerable<double> values, double percent)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(percent / 100 * sorted.Length) - 1)];
    }
}
