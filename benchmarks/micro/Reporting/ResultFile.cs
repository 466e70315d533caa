using System.Text.Json;

namespace RusToK.Benchmarks.Micro.Reporting;

/// <summary>The comparisons for other programs.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Task WriteAsync(string file, IReadOnlyList<Comparison> comparisons, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(file, JsonSerializer.Serialize(comparisons.Select(Flat), Indented), cancellationToken);

    private static object Flat(Comparison comparison)
    {
        var (name, of, against) = comparison;
        return new
        {
            name,
            operation = of.Operation,
            ns = Rounded(of.Nanoseconds),
            error = Rounded(of.Error),
            stddev = Rounded(of.StandardDeviation),
            iterations = of.Iterations,
            bytes = of.Bytes,
            against = against.Operation,
            againstNs = Rounded(against.Nanoseconds),
            againstError = Rounded(against.Error),
            againstStddev = Rounded(against.StandardDeviation),
            againstBytes = against.Bytes,
            ratio = Rounded(comparison.Ratio),
        };
    }

    private static double Rounded(double value) => Math.Round(value, 3);
}
