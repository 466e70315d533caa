using RusToK.Benchmarks.Telemetry.Reporting;

namespace RusToK.Benchmarks.Events.Studies;

/// <summary>Studies one behind the other, and one page of them all.</summary>
internal static class StudyRun
{
    /// <param name="runs">What is asked, each with its own rounds and window.</param>
    /// <param name="arguments">Of the command line, for the page.</param>
    /// <param name="json">File for the numbers, the page beside it; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>0 when every number counts, 1 when something was lost or wrong.</returns>
    public static async Task<int> RunAsync(
        IEnumerable<(Study Study, BenchmarkOptions Options)> runs, IReadOnlyList<string> arguments, string? json, CancellationToken cancellationToken)
    {
        Report report = new("events", arguments);
        List<string> failures = [];
        foreach (var (study, options) in runs)
        {
            failures.AddRange(await study.RunAsync(options, report, cancellationToken));
        }

        foreach (var failure in failures)
        {
            Console.WriteLine($"VOID: {failure}");
        }

        if (json is not null && report.Tables.Count > 0)
        {
            await report.WriteAsync(json, cancellationToken);
        }

        return failures.Count == 0 ? 0 : 1;
    }
}
