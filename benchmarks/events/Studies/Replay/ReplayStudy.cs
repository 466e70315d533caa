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
            await Attempt.RunAsync(
                $"replay, round {round}",
                async () =>
                {
                    var result = await replay.RunAsync(round, cancellationToken);
                    results.Add(result);
                    await Console.Error.WriteLineAsync(string.Create(
                        CultureInfo.InvariantCulture,
                        $"round {round} replay: {result.CatchUpPerSecond:N0}/s by relay and consumers, {result.RebuildPerSecond:N0}/s by a rebuild"));
                },
                failures,
                cancellationToken);
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
            ["way", "events/s", "of the first", "seconds", "process MiB, peak", "Redis MiB, peak"],
            [
                Row("relay and consumers, from the beginning", catchUp, r => r.CatchUp),
                Row("rebuild, as ./rustok rebuild", rebuild, r => r.Rebuild),
            ]);
        report.Keep("replay/catchUpPerSecond", catchUp);
        report.Keep("replay/rebuildPerSecond", rebuild);

        IReadOnlyList<string> Row(string way, double[] perSecond, Func<ReplayResult, ReplayTaken> taken) =>
        [
            way, Spread.Of(perSecond).Text("N0"), Spread.OfRatios(perSecond, catchUp).Text("N2"),
            Spread.Of(results.Select(r => taken(r).Seconds)).Text("N1"), Spread.Of(results.Select(r => taken(r).WorkingSet / Mebi)).Text("N0"),
            Spread.Of(results.Select(r => taken(r).RedisMemory / Mebi)).Text("N0"),
        ];
    }
}
