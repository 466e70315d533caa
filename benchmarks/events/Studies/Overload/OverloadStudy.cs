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
        OverloadRound overload = new(options, new Workload(options.Products, Tournament.WorkloadSeed));
        List<OverloadResult> results = [];
        List<string> failures = [];
        for (var round = 1; round <= options.Rounds; round++)
        {
            try
            {
                results.Add(await overload.RunAsync(round, cancellationToken));
                await Console.Error.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"round {round} overload of {results[^1].Capacity:N0}/s: backlog up to {results[^1].Timeline.During.LargestBacklog:N0} events"));
            }
            catch (InvalidDataException wrong)
            {
                failures.Add($"overload, round {round}: {wrong.Message}");
            }
        }

        if (results.Count > 0)
        {
            OverloadTables.Print(results, options, report);
        }

        return failures;
    }
}
