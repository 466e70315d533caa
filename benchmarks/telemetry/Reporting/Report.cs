using System.Text.Json;

namespace RusToK.Benchmarks.Telemetry.Reporting;

/// <summary>Tables on the console as they are pasted into the README, and every round's numbers for a file.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly SortedDictionary<string, IReadOnlyList<double>> _values = new(StringComparer.Ordinal);

    /// <summary>Keeps the rounds of one number, such as <c>list/on/cpuMicroseconds</c>.</summary>
    public void Keep(string name, IEnumerable<double> rounds) => _values[name] = [.. rounds];

    public Task WriteAsync(string file, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(file, JsonSerializer.Serialize(_values, Indented), cancellationToken);

    /// <summary>Prints a table whose first column is text and whose others are numbers.</summary>
    public static void Print(string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        Console.WriteLine();
        Console.WriteLine($"| {string.Join(" | ", columns)} |");
        Console.WriteLine($"| --- |{string.Concat(Enumerable.Repeat(" ---: |", columns.Count - 1))}");
        foreach (var row in rows)
            Console.WriteLine($"| {string.Join(" | ", row)} |");
    }
}
