using System.Globalization;
using RusToK.Benchmarks.Events.Measuring;
using RusToK.Benchmarks.Telemetry.Reporting;
using Spread = RusToK.Benchmarks.Telemetry.Reporting.Spread;

namespace RusToK.Benchmarks.Events.Studies.Replay;

/// <summary>How fast the whole log becomes a read model.</summary>
internal static class ReplayStudy
{
    private const double Mebi = 1 << 20;

    /// <returns>What was wrong; nothing when all is well.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(BenchmarkOptions options, Report report, CancellationToken cancellationToken)
    {
        ReplayRound replay = new(options, new Workload(options.Products, Tournament.WorkloadSeed));
        List<ReplayResult> results = [];
        List<string> failures = [];
        for (var round = 1; round <= options.Rounds; round++)
        {
            try
            {
                results.Add(await replay.RunAsync(round, cancellationToken));
                await Console.Error.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"round {round} replay: {results[^1].CatchUpPerSecond:N0}/s by relay and consumers, {results[^1].RebuildPerSecond:N0}/s by a rebuild"));
            }
            catch (InvalidDataException wrong)
            {
                failures.Add($"replay, round {round}: {wrong.Message}");
            }
        }

        if (results.Count > 0)
        {
            Print(results, report);
        }

        return failures;
    }

    private static void Print(IReadOnlyList<ReplayResult> results, Report report)
    {
        double[] catchUp = [.. results.Select(r => r.CatchUpPerSecond)];
        double[] rebuild = [.. results.Select(r => r.RebuildPerSecond)];
        report.Print(
            string.Create(
                CultureInfo.InvariantCulture,
                $"replay of a log of {results[0].Events:N0} events, until the read model equals the truth: medians of {results.Count} rounds (lowest-highest)"),
            ["way", "events/s", "of the first", "seconds", "process MiB at the end"],
            [
                [
                    "relay and consumers, from the beginning", Spread.Of(catchUp).Text("N0"), Spread.OfRatios(catchUp, catchUp).Text("N2"),
                    Spread.Of(results.Select(r => r.CatchUpSeconds)).Text("N1"), "-",
                ],
                [
                    "rebuild, as ./rustok rebuild", Spread.Of(rebuild).Text("N0"), Spread.OfRatios(rebuild, catchUp).Text("N2"),
                    Spread.Of(results.Select(r => r.RebuildSeconds)).Text("N1"), Spread.Of(results.Select(r => r.WorkingSet / Mebi)).Text("N0"),
                ],
            ]);
        report.Keep("replay/catchUpPerSecond", catchUp);
        report.Keep("replay/rebuildPerSecond", rebuild);
    }
}
