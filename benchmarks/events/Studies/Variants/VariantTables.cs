using System.Globalization;
using RusToK.Benchmarks.Events.Measuring;
using RusToK.Benchmarks.Telemetry.Reporting;
using Spread = RusToK.Benchmarks.Telemetry.Reporting.Spread;

namespace RusToK.Benchmarks.Events.Studies.Variants;

/// <summary>A table, and so a chart, for each of the three phases of a round. Ratios are the rounds' own, to the settings as shipped.</summary>
internal static class VariantTables
{
    private const string Nothing = "-";

    public static void Print(
        string study, IReadOnlyList<ContestantResult> results, ContestantResult yardstick, BenchmarkOptions options, Report report)
    {
        var how = string.Create(
            CultureInfo.InvariantCulture,
            $"medians of {options.Rounds} rounds of {options.Seconds} s (lowest-highest), {options.Producers} producers, by {yardstick.Name}, which is as shipped");
        report.Print(
            $"{study}, sustained: {how}",
            ["variant", "visible/s", "of as shipped", "committed/s"],
            results.Select(result => (IReadOnlyList<string>)
            [
                result.Name, Text(result, r => r.VisiblePerSecond, "N0"), Ratio(result, yardstick, r => r.VisiblePerSecond),
                Text(result, r => r.CommittedPerSecond, "N0"),
            ]));
        report.Print(
            $"{study}, draining a backlog: {how}",
            ["variant", "drain/s", "of as shipped", "events"],
            results.Select(result => (IReadOnlyList<string>)
            [
                result.Name, Text(result, r => r.DrainPerSecond, "N0"), Ratio(result, yardstick, r => r.DrainPerSecond),
                Text(result, r => r.DrainedEvents, "N0"),
            ]));
        report.Print(
            $"{study}, freshness at half of each one's own load: {how}",
            ["variant", "p50 ms", "of as shipped", "p99 ms", "of as shipped", "at load/s"],
            results.Select(result => (IReadOnlyList<string>)
            [
                result.Name, Text(result, r => r.FreshnessP50, "N1"), Ratio(result, yardstick, r => r.FreshnessP50),
                Text(result, r => r.FreshnessP99, "N1"), Ratio(result, yardstick, r => r.FreshnessP99), Text(result, r => r.FreshnessLoad, "N0"),
            ]));
        foreach (var result in results)
        {
            Keep("visiblePerSecond", r => r.VisiblePerSecond);
            Keep("committedPerSecond", r => r.CommittedPerSecond);
            Keep("drainPerSecond", r => r.DrainPerSecond);
            Keep("freshnessP50Milliseconds", r => r.FreshnessP50);
            Keep("freshnessP99Milliseconds", r => r.FreshnessP99);

            void Keep(string number, Func<RoundResult, double?> value) => report.Keep($"{study}/{result.Name}/{number}", Values(result, value));
        }
    }

    private static List<double> Values(ContestantResult result, Func<RoundResult, double?> value) =>
        [.. result.Rounds.Where(round => round.Failure is null).Select(value).OfType<double>()];

    private static string Text(ContestantResult result, Func<RoundResult, double?> value, string format) =>
        Values(result, value) is { Count: > 0 } values ? Spread.Of(values).Text(format) : Nothing;

    private static string Ratio(ContestantResult result, ContestantResult yardstick, Func<RoundResult, double?> value)
    {
        List<double> ratios =
        [
            .. from own in result.Rounds
            join other in yardstick.Rounds on own.Round equals other.Round
            where own.Failure is null && other.Failure is null
            select value(own) / value(other) into ratio
            where ratio is not null
            select ratio.Value,
        ];
        return ratios.Count > 0 ? Spread.Of(ratios).Text("N2") : Nothing;
    }
}
