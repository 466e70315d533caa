using System.Globalization;
using System.Text;

namespace RusToK.Benchmarks.Telemetry.Reporting;

/// <summary>The page of a report: when, where and how, each table, and a chart of its first number.</summary>
internal static class ReportPage
{
    /// <param name="report">What was found.</param>
    /// <param name="json">The file with the numbers; the page and its charts lie beside it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WriteAsync(Report report, string json, CancellationToken cancellationToken)
    {
        var (folder, name) = (Path.GetDirectoryName(Path.GetFullPath(json))!, Path.GetFileNameWithoutExtension(json));
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"{report.Head} Every round's numbers: [{name}.json]({name}.json).\n");
        for (var i = 0; i < report.Tables.Count; i++)
        {
            var table = report.Tables[i];
            page.Append('\n').Append(table.ToMarkdown());
            if (BarChart.Of(table) is not { } chart)
                continue;
            var file = $"{name}-{i + 1}.svg";
            await File.WriteAllTextAsync(Path.Combine(folder, file), chart, cancellationToken);
            page.Append(CultureInfo.InvariantCulture, $"\n![{table.Columns[1]} of each]({file})\n");
        }

        await File.WriteAllTextAsync(Path.Combine(folder, name + ".md"), page.ToString(), cancellationToken);
    }
}
