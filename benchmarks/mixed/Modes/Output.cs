using System.Text;
using RusToK.Benchmarks.Telemetry.Reporting;

namespace RusToK.Benchmarks.Mixed.Modes;

/// <summary>What is said on the console, in Markdown, kept for a page.</summary>
internal sealed class Output
{
    private readonly StringBuilder _page = new();

    /// <summary>All paragraphs and tables so far.</summary>
    public string Page => _page.ToString();

    /// <summary>A sign of life on the console alone.</summary>
    public static void Progress(string line) => Console.WriteLine(line);

    /// <summary>A paragraph.</summary>
    public void Say(string text) => Add($"\n{text}\n");

    /// <summary>A table whose first column is text.</summary>
    public void Table(string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows) =>
        Add($"\n{new ReportTable(title, columns, [.. rows]).ToMarkdown()}");

    private void Add(string text)
    {
        _page.Append(text);
        Console.Write(text);
    }
}
