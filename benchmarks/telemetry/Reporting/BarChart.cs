using System.Globalization;
using System.Net;
using System.Text;

namespace RusToK.Benchmarks.Telemetry.Reporting;

/// <summary>Horizontal bars of the first number of a table, each with a line from its lowest to its highest round.</summary>
internal static class BarChart
{
    private const int LabelWidth = 300;
    private const int BarWidth = 420;
    private const int RowHeight = 26;

    /// <returns>An SVG; null when the table's first number is none in some row.</returns>
    public static string? Of(ReportTable table)
    {
        var bars = table.Rows.Select(row => (Label: row[0], Text: row[1], Value: Read(row[1]))).ToList();
        if (bars.Count == 0 || bars.Any(bar => bar.Value is null))
            return null;
        var longest = bars.Max(bar => bar.Value!.Value.Highest);
        if (longest <= 0)
            return null;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{LabelWidth + BarWidth + 220}\" height=\"{(bars.Count + 1) * RowHeight + 8}\" font-family=\"sans-serif\" font-size=\"13\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{LabelWidth}\" y=\"18\" fill=\"#555555\">{WebUtility.HtmlEncode(table.Columns[1])}</text>\n");
        for (var i = 0; i < bars.Count; i++)
        {
            var (median, lowest, highest) = bars[i].Value!.Value;
            var top = (i + 1) * RowHeight;
            double X(double value) => LabelWidth + value / longest * BarWidth;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{LabelWidth - 8}\" y=\"{top + 16}\" text-anchor=\"end\">{WebUtility.HtmlEncode(bars[i].Label)}</text>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{LabelWidth}\" y=\"{top + 4}\" width=\"{X(median) - LabelWidth:0.#}\" height=\"16\" fill=\"#4c78a8\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(lowest):0.#}\" x2=\"{X(highest):0.#}\" y1=\"{top + 12}\" y2=\"{top + 12}\" stroke=\"#222222\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(highest) + 6:0.#}\" y=\"{top + 16}\" fill=\"#222222\">{WebUtility.HtmlEncode(bars[i].Text)}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Reads what <see cref="Spread.Text"/> writes, or a number alone.</summary>
    private static (double Median, double Lowest, double Highest)? Read(string cell)
    {
        var parts = cell.TrimEnd(')').Split('(', StringSplitOptions.TrimEntries);
        if (!double.TryParse(parts[0], NumberStyles.Number, CultureInfo.InvariantCulture, out var median))
            return null;
        return parts is [_, var range] && range.Split('-') is [var low, var high]
            && double.TryParse(low, NumberStyles.Number, CultureInfo.InvariantCulture, out var lowest) && double.TryParse(high, NumberStyles.Number, CultureInfo.InvariantCulture, out var highest)
            ? (median, lowest, highest)
            : (median, median, median);
    }
}
