using RusToK.Embedded.Servers;
using RusToK.Embedded.Tools;
using RusToK.Embedded.Topology;
using RusToK.Lab.Report;
using RusToK.Lab.Running;
using RusToK.Operations;

namespace RusToK.Lab;

/// <summary>One run of the lab: a system is started for it, and stopped.</summary>
internal static class LabRun
{
    private static readonly TimeSpan ScrapeInterval = TimeSpan.FromSeconds(1);

    /// <returns>0 when everything was as it has to be, and otherwise 1.</returns>
    public static async Task<int> RunAsync(LabOptions options, TextWriter output)
    {
        using var state = new StateDirectory(Path.Combine(RepositoryRoot.StatePath, "lab"));
        var (logFile, reportFile) = (Path.Combine(state.Path, "lab.log"), options.Json ?? Path.Combine(state.Path, "lab.json"));
        await using var log = TextWriter.Synchronized(new StreamWriter(logFile) { AutoFlush = true });
        try
        {
            await using var topology = await EmbeddedTopology.ClaimAsync(state, fresh: true, log);
            await using var system = await LabSystem.ComposeAsync(topology, state, new Timing(options.Divisor, ScrapeInterval));
            output.WriteLine($"Starting the system; what its parts say is in {logFile}.");
            LabReport? report = null;
            var laboratory = new Laboratory(system, line => output.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss} {line}"));
            await topology.RunAsync(async cancellationToken =>
            {
                await foreach (var sofar in laboratory.RunAsync(options, cancellationToken))
                    await File.WriteAllTextAsync(reportFile, ReportText.Json(report = sofar), cancellationToken);
                return 0;
            });
            output.WriteLine();
            output.WriteLine(report is null ? "The system did not start, or was stopped before anything was seen." : ReportText.Table(report));
            output.WriteLine($"As JSON: {reportFile}");
            return report is { IsAsExpected: true } && report.Faults.Count == options.Faults.Count ? 0 : 1;
        }
        catch (Exception error) when (error is InvalidOperationException or ToolMissingException or FileNotFoundException or ServerStartException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }
}
