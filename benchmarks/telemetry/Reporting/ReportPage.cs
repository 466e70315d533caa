using System.Globalization;
using System.Runtime.InteropServices;
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
        page.Append(CultureInfo.InvariantCulture, $"# {report.Name}\n\n");
        page.Append(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, `{report.Command}`\n\n");
        page.Append(CultureInfo.InvariantCulture, $"{Machine()}. Clients, servers and databases share it: read ratios. Every round's numbers: [{name}.json]({name}.json).\n");
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

    private static string Machine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores ({Processor()}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30):N0} GiB, {RuntimeInformation.OSDescription}, .NET {Environment.Version}");

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString()
        : RuntimeInformation.ProcessArchitecture.ToString();
}
