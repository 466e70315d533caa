using System.Globalization;

namespace RusToK.Benchmarks.Micro.Reporting;

/// <summary>The comparisons on the console, as they are pasted into a README.</summary>
internal static class ResultTable
{
    public static void Print(IReadOnlyList<Comparison> comparisons)
    {
        Console.WriteLine();
        Console.WriteLine("| what | operation | ns | bytes | bare operation | ns | bytes | ratio |");
        Console.WriteLine("| --- | --- | ---: | ---: | --- | ---: | ---: | ---: |");
        foreach (var (name, of, against) in comparisons)
            Console.WriteLine($"| {name} | {Cells(of)} | {Cells(against)} | {Number(of.Nanoseconds / against.Nanoseconds, "N2")} |");
    }

    private static string Cells(Cost cost) =>
        $"{cost.Operation} | {Number(cost.Nanoseconds, FormatOf(cost.Nanoseconds))} ± {Number(cost.Error, FormatOf(cost.Nanoseconds))} | {Number(cost.Bytes, "N0")}";

    private static string FormatOf(double nanoseconds) => nanoseconds < 100 ? "N1" : "N0";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
