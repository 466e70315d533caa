using System.Globalization;
using RusToK.Benchmarks.Events.Measuring;
using RusToK.Benchmarks.Telemetry.Reporting;

namespace RusToK.Benchmarks.Events.Studies.Overload;

/// <summary>Twice the capacity: whether memory stays bounded, the backlog drains afterwards and nothing is lost.</summary>
internal static class OverloadStudy
{
    /// <returns>What was lost or wrong; nothing when all is well.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(BenchmarkOptions options, Report report, CancellationToken cancellationToken)
    {
        Workload workload = new(options.Products, Tournament.WorkloadSeed);
        List<OverloadResult> results = [];
        List<string> failures = [];
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var kind in OverloadKind.All)
            {
                await Attempt.RunAsync(
                    $"overload by {kind.Name}, round {round}",
                    async () =>
                    {
                        var result = await new OverloadRound(options, kind, workload).RunAsync(round, cancellationToken);
                        results.Add(result);
                        await Console.Error.WriteLineAsync(string.Create(
                            CultureInfo.InvariantCulture,
                            $"round {round} {kind.Name}: capacity {result.Capacity:N0}/s, backlog up to {result.Timeline.During.LargestBacklog:N0} events"));
                    },
                    failures,
                    cancellationToken);
            }
        }

        foreach (var rounds in results.GroupBy(result => result.Kind))
        {
            OverloadTables.Print(rounds.Key, [.. rounds], options, report);
        }

        return failures;
    }
}
