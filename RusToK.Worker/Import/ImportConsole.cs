using System.Globalization;
using RusToK.Core.Import;
using Spectre.Console;

namespace RusToK.Worker.Import;

/// <summary>Shows an import: a bar on a terminal, a line now and then where the output goes to a file, and the report at the end.</summary>
internal sealed class ImportConsole(ImportReport report, ImportProgress progress)
{
    private static readonly TimeSpan BarInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    public static void Begin(string file, string tenant, ImportMode mode) => Say(
        $"Importing {Printable.Of(file)} into the tenant '{tenant}'{(mode.DryRun ? " (dry run: nothing is written)" : "")}{(mode.Overwrite ? ", over changes made here" : "")}.");

    public static void Wait() => Say($"Another import into this tenant is under way; waiting for its end.");

    /// <summary>Shows how far the import is until it has ended.</summary>
    public async Task<ImportSummary> WatchAsync(Task<ImportSummary> import)
    {
        if (AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
            await AnsiConsole.Progress()
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
                .StartAsync(bar => DrawAsync(bar, import));
        else
            await WriteLinesAsync(import);
        return await import;
    }

    /// <summary>The counts, and why what was skipped.</summary>
    public void End(TimeSpan elapsed)
    {
        Console.WriteLine();
        foreach (var line in ImportTables.Counts(report.Counts))
            Console.WriteLine(line);
        Write("Skipped", ImportTables.Reasons(report.SkippedBecause));
        Write($"The first that were skipped for a reason of their own", ImportTables.Remarks(report.FirstSkipped));
        Write("Not quite as in the file", ImportTables.Reasons(report.NotedBecause));
        Console.WriteLine();
        Say($"{progress.Entries} entries in {elapsed.TotalSeconds:0.0} s.");
    }

    /// <summary>What the operator does next.</summary>
    public void Conclude(ImportSummary summary, string? reportFile)
    {
        if (summary.Damage is { } damage)
            Console.Error.WriteLine($"import: the file is damaged: {Printable.Of(damage.Message)}. What came before is imported.");
        else if (report.Counts.Sum(c => c.Imported + c.Updated) == 0)
            Console.WriteLine("Nothing has changed.");
        Console.WriteLine($"Run {summary.RunId}, from {summary.Source}{(summary.TraceId is null ? "" : $", trace {summary.TraceId}")}.");
        if (reportFile is not null)
            Console.WriteLine($"The whole report is in {reportFile}.");
    }

    private async Task DrawAsync(ProgressContext bar, Task import)
    {
        ProgressTask? task = null;
        while (true)
        {
            // One bar for all phases: each reads the same file.
            task ??= progress.TotalBytes == 0 ? null : bar.AddTask("", maxValue: progress.TotalBytes);
            if (task is not null)
            {
                task.Value = progress.Bytes;
                task.Description = string.Create(
                    CultureInfo.InvariantCulture, $"{progress.Phase}: {progress.Bytes:N0} of {progress.TotalBytes:N0} bytes, {progress.Entries:N0} entries");
            }

            if (import.IsCompleted)
                return;
            await Task.WhenAny(import, Task.Delay(BarInterval));
        }
    }

    private async Task WriteLinesAsync(Task import)
    {
        while (await Task.WhenAny(import, Task.Delay(LineInterval)) != import)
            WriteLine();
        WriteLine();

        void WriteLine()
        {
            var percent = 100.0 * progress.Bytes / Math.Max(1, progress.TotalBytes);
            Say($"{progress.Phase}: {percent:0} %, {progress.Bytes:N0} of {progress.TotalBytes:N0} bytes, {progress.Entries:N0} entries");
        }
    }

    private static void Write(string heading, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
            return;
        Console.WriteLine();
        Console.WriteLine(heading + ":");
        foreach (var line in lines)
            Console.WriteLine("  " + line);
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
