using RusToK.Benchmarks.Events.Contestants;
using RusToK.Benchmarks.Events.Measuring;

namespace RusToK.Benchmarks.Events.Reporting;

/// <summary>
/// The yardsticks of a run: transactions in one round trip, the best framework, and the best of all pipelines but RusToK's.
/// A yardstick that did not run is null.
/// </summary>
internal sealed record Comparison(ContestantResult? Baseline, ContestantResult? BestFramework, ContestantResult? BestOther)
{
    public static Comparison Of(IReadOnlyList<ContestantResult> results) => new(
        results.FirstOrDefault(result => result.Name == ContestantCatalog.BaselineOneRoundTrip),
        Best(results, ContestantKind.Framework),
        Best(results, ContestantKind.Framework, ContestantKind.HandWritten));

    /// <returns>Median throughput of <paramref name="result"/> over the yardstick's, or null where either is missing.</returns>
    public static double? Ratio(ContestantResult result, ContestantResult? yardstick)
    {
        var ratio = result.Throughput.Median / (yardstick?.Throughput.Median ?? double.NaN);
        return double.IsNaN(ratio) ? null : ratio;
    }

    private static ContestantResult? Best(IReadOnlyList<ContestantResult> results, params ContestantKind[] kinds) => results
        .Where(result => kinds.Contains(result.Kind) && !double.IsNaN(result.Throughput.Median))
        .MaxBy(result => result.Throughput.Median);
}
