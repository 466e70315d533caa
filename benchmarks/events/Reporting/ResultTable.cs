using System.Globalization;
using RusToK.Benchmarks.Events.Contestants;
using RusToK.Benchmarks.Events.Measuring;
using Spectre.Console;

namespace RusToK.Benchmarks.Events.Reporting;

/// <summary>The table of medians for a terminal.</summary>
internal static class ResultTable
{
    private const int PlainWidth = 200;

    public static void Print(BenchmarkOptions options, IReadOnlyList<ContestantResult> results)
    {
        var console = AnsiConsole.Console;
        console.Profile.Width = Math.Max(console.Profile.Width, PlainWidth);
        var comparison = Comparison.Of(results);
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"medians of {options.Rounds} rounds (lowest-highest), window {options.Seconds} s, {options.Producers} producers, "
            + $"{Environment.ProcessorCount} processors"));
        console.Write(Throughput(results, comparison));
        console.Write(Cpu(results));
        foreach (var result in results.Where(r => r.Stages.Count > 0))
            console.Write(Stages(result));
        foreach (var result in results)
        {
            foreach (var failure in result.Failures)
            {
                console.WriteLine($"VOID: {result.Name} round {failure.Round}: {failure.Failure}");
            }
        }
    }

    private static Table Throughput(IReadOnlyList<ContestantResult> results, Comparison comparison)
    {
        Table table = new() { Border = TableBorder.Markdown };
        table.AddColumn("contestant");
        foreach (var column in (string[])
            [
                "visible/s", "committed/s", $"x {ContestantCatalog.BaselineOneRoundTrip}",
                $"x best framework ({comparison.BestFramework?.Name ?? "none"})",
                $"x best other ({comparison.BestOther?.Name ?? "none"})",
                "drain/s", "p50 ms", "p99 ms", "at load/s",
            ])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var result in results)
        {
            table.AddRow(
                result.Name,
                Format(result.Of(round => round.VisiblePerSecond), "N0"),
                Format(result.Of(round => round.CommittedPerSecond), "N0"),
                Format(Comparison.Ratio(result, comparison.Baseline)),
                Format(Comparison.Ratio(result, comparison.BestFramework)),
                Format(Comparison.Ratio(result, comparison.BestOther)),
                Format(result.Of(round => round.DrainPerSecond), "N0"),
                Format(result.Of(round => round.FreshnessP50), "N1"),
                Format(result.Of(round => round.FreshnessP99), "N1"),
                Format(result.Of(round => round.FreshnessLoad).Median, "N0"));
        }

        return table;
    }

    private static Table Stages(ContestantResult result)
    {
        Table table = new() { Border = TableBorder.Markdown };
        table.AddColumn($"{result.Name}: stage at half load");
        table.AddColumn(new TableColumn("p50 ms").RightAligned());
        table.AddColumn(new TableColumn("p99 ms").RightAligned());
        foreach (var (stage, (p50, p99)) in result.Stages)
            table.AddRow(stage, Format(p50, "N1"), Format(p99, "N1"));
        return table;
    }

    private static Table Cpu(IReadOnlyList<ContestantResult> results)
    {
        Table table = new() { Border = TableBorder.Markdown };
        table.AddColumn("CPU us per event");
        table.AddColumn("sustained");
        table.AddColumn("writing only");
        table.AddColumn("draining only");
        foreach (var result in results)
        {
            table.AddRow(
                result.Name,
                Format(result.MedianCpu(round => round.CpuPerEvent)),
                Format(result.MedianCpu(round => round.CpuPerEventWriting)),
                Format(result.MedianCpu(round => round.CpuPerEventDraining)));
        }

        return table;
    }

    private static string Format(IReadOnlyDictionary<string, double> cpu) => string.Join(
        ", ", cpu.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value:N0}")));

    private static string Format(Spread spread, string format) => double.IsNaN(spread.Median)
        ? "-"
        : $"{Format(spread.Median, format)} ({Format(spread.Low, format)}-{Format(spread.High, format)})";

    private static string Format(double? ratio) => ratio is null ? "-" : Format(ratio.Value, "N2");

    private static string Format(double value, string format) =>
        double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);
}
