using System.Text.Json;

namespace RusToK.Benchmarks.Telemetry.Reporting;

/// <summary>What a benchmark found: tables on the console, every round's numbers for a file, and a page of both with charts.</summary>
/// <param name="name">Of the benchmark, as <c>./rustok bench</c> knows it.</param>
/// <param name="arguments">What it was told.</param>
internal sealed class Report(string name, IReadOnlyList<string> arguments)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly SortedDictionary<string, IReadOnlyList<double>> _values = new(StringComparer.Ordinal);
    private readonly List<ReportTable> _tables = [];

    /// <summary>What its page begins with.</summary>
    public string Head => Provenance.Head(name, arguments);

    public IReadOnlyList<ReportTable> Tables => _tables;

    /// <summary>Keeps the rounds of one number, such as <c>list/on/cpuMicroseconds</c>.</summary>
    public void Keep(string number, IEnumerable<double> rounds) => _values[number] = [.. rounds];

    /// <summary>Prints a table whose first column is text and whose others are numbers, and keeps it for the page.</summary>
    public void Print(string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new ReportTable(title, columns, [.. rows]);
        _tables.Add(table);
        Console.WriteLine();
        Console.Write(table.ToMarkdown());
    }

    /// <summary>Writes the numbers to a file, and beside it a page of the same name with a chart of each table.</summary>
    /// <param name="file">Ends in <c>.json</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WriteAsync(string file, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(_values, Indented) + "\n", cancellationToken);
        await ReportPage.WriteAsync(this, file, cancellationToken);
    }
}
