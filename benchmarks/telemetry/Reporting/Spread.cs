using System.Globalization;

namespace RusToK.Benchmarks.Telemetry.Reporting;

/// <summary>The median of some rounds, and how far they lie apart.</summary>
internal readonly record struct Spread(double Median, double Lowest, double Highest)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[0], sorted[^1]);
    }

    /// <summary>Of the ratios round by round: a slow moment of the machine falls on both sides of each.</summary>
    public static Spread OfRatios(IEnumerable<double> values, IEnumerable<double> yardstick) => Of(values.Zip(yardstick, static (a, b) => a / b));

    /// <summary>The median and, in brackets, the lowest and the highest.</summary>
    public string Text(string format) => string.Create(
        CultureInfo.InvariantCulture, $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({Lowest.ToString(format, CultureInfo.InvariantCulture)}-{Highest.ToString(format, CultureInfo.InvariantCulture)})");
}
