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

    /// <returns>
    /// The median of the rounds' own ratios, so that a machine that is slower in one round than in another weighs less; null
    /// where the two share no valid round.
    /// </returns>
    public static double? Ratio(ContestantResult result, ContestantResult? yardstick)
    {
        if (yardstick is null)
        {
            return null;
        }

        var ratio = Spread.Of(
            from own in result.Rounds
            join other in yardstick.Rounds on own.Round equals other.Round
            where own.Failure is null && other.Failure is null
            select result.ThroughputOf(own) / yardstick.ThroughputOf(other)).Median;
        return double.IsNaN(ratio) ? null : ratio;
    }

    private static ContestantResult? Best(IReadOnlyList<ContestantResult> results, params ContestantKind[] kinds) => results
        .Where(result => kinds.Contains(result.Kind) && !double.IsNaN(result.Throughput.Median))
        .MaxBy(result => result.Throughput.Median);
}
