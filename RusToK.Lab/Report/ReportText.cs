using System.Globalization;
using System.Text;
using System.Text.Json;
using RusToK.Lab.Experiments;

namespace RusToK.Lab.Report;

/// <summary>The report as a table for people and as JSON for programs.</summary>
internal static class ReportText
{
    private static readonly string[] Heads = ["fault", "alert", "detected", "resolved", "also told", "culprit", "explain says", "lost", "doubled", ""];

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Json(LabReport report) => JsonSerializer.Serialize(report, Indented);

    public static string Table(LabReport report)
    {
        var text = new StringBuilder();
        if (report.Calm is { } calm)
            text.AppendLine(CultureInfo.InvariantCulture, $"{calm.Seconds:0} s without a fault: {calm.Told.Count} alerts{(calm.Told.Count == 0 ? "" : ": " + string.Join(", ", calm.Told))}").AppendLine();
        List<string[]> rows = [Heads, .. report.Faults.Select(Row)];
        var widths = Heads.Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        foreach (var row in rows)
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        foreach (var fault in report.Faults.Where(fault => fault.Failures.Count > 0))
            text.AppendLine().Append(fault.Fault).Append(": ").AppendLine(string.Join("; ", fault.Failures));
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"{report.Faults.Count(fault => fault.Failures.Count == 0)} of {report.Faults.Count} faults were seen as they have to be; durations of rules were divided by {report.Divisor}.");
        text.AppendLine(CultureInfo.InvariantCulture, $"{report.Fired.Count} of {report.Fired.Count + report.Silent.Count} alerts fired; not: {string.Join(", ", report.Silent)}.");
        return text.ToString();
    }

    private static string[] Row(FaultResult fault) =>
    [
        fault.Fault, fault.Alert, Seconds(fault.DetectedAfterSeconds), Seconds(fault.ResolvedAfterSeconds), string.Join(" ", fault.Consequences), fault.Culprit ?? "-", fault.Concluded ?? "-",
        Number(fault.Audit.Lost + fault.Audit.Alien + fault.Audit.Torn), Number(fault.Audit.Doubled), fault.Failures.Count == 0 ? "ok" : "FAILED",
    ];

    private static string Seconds(double? seconds) => seconds is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:0.0} s") : "never";

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);
}
