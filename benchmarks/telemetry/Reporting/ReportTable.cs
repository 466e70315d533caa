using System.Text;

namespace RusToK.Benchmarks.Telemetry.Reporting;

/// <summary>A table as it is pasted into a page.</summary>
/// <param name="Title">What was measured, and how much of it.</param>
/// <param name="Columns">The first is text, the others are numbers.</param>
/// <param name="Rows">As many cells as there are columns.</param>
internal sealed record ReportTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append(Title).Append("\n\n| ").AppendJoin(" | ", Columns).Append(" |\n| --- |").Insert(text.Length, " ---: |", Columns.Count - 1).Append('\n');
        foreach (var row in Rows)
            text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        return text.ToString();
    }
}
