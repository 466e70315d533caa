using System.Globalization;
using System.Text;
using RusToK.Operations.Dashboards;

namespace RusToK.Operations.Coverage;

/// <summary>The report as people read it.</summary>
internal static class CoverageText
{
    public static string Render(CoverageReport report)
    {
        List<IReadOnlyList<string>> rows = [["dashboard", "panels", "with data", "filled by faults only", "dead"]];
        rows.AddRange(DashboardFiles.Dashboards.Select(dashboard => Row(dashboard.Uid, [.. report.Panels.Where(panel => panel.Dashboard == dashboard.Uid)])));
        rows.Add(Row("all", report.Panels));
        var text = new StringBuilder(Wording.Table(rows, 0));
        Section(text, "Empty until something fails", report.Panels.Where(panel => panel.State == PanelState.Waiting).Select(panel => $"{panel.Dashboard}, {panel.Title}: filled by {panel.FilledBy}"));
        Section(text, "Dead", report.Panels.Where(panel => panel.State == PanelState.Dead)
            .Select(panel => $"{panel.Dashboard}, {panel.Title}: nothing for {Wording.Line(string.Join("; ", panel.Empty), 300)}"));
        text.Append('\n');
        Rules(text, "Alerts", report.Alerts);
        Rules(text, "Recordings", report.Recordings);
        text.Append(CultureInfo.InvariantCulture, $"Metrics that are asked for and not emitted: {report.Absent.Count}; until something fails: {report.Waiting.Count}\n");
        Section(text, "Not emitted", report.Absent);
        Section(text, "Emitted once something fails", report.Waiting.Select(metric => $"{metric.Key}: filled by {metric.Value}"));
        return text.ToString();
    }

    private static IReadOnlyList<string> Row(string name, IReadOnlyList<CheckedPanel> panels) =>
        [name, Text(panels.Count), .. new[] { PanelState.Filled, PanelState.Waiting, PanelState.Dead }.Select(state => Text(panels.Count(panel => panel.State == state)))];

    private static void Rules(StringBuilder text, string what, IReadOnlyList<CheckedRule> rules)
    {
        text.Append(CultureInfo.InvariantCulture, $"{what}: {rules.Count(rule => rule.IsEvaluated)} of {rules.Count} evaluated, {rules.Count(rule => rule.IsEvaluated && rule.Blind.Count == 0)} with a value for all they compare\n");
        foreach (var rule in rules.Where(rule => !rule.IsLoaded))
            text.Append(CultureInfo.InvariantCulture, $"  {rule.Name}: not loaded\n");
        foreach (var rule in rules.Where(rule => rule.Error is not null))
            text.Append(CultureInfo.InvariantCulture, $"  {rule.Name}: {rule.Error}\n");
        foreach (var rule in rules.Where(rule => rule.Blind.Count > 0))
            text.Append(CultureInfo.InvariantCulture, $"  {rule.Name}: no value for {Wording.Line(string.Join("; ", rule.Blind), 160)}{(rule.FilledBy is { } cause ? $"; filled by {cause}" : "")}\n");
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        foreach (var (line, first) in lines.Select((line, at) => (line, at == 0)))
            text.Append(first ? $"\n{title}:\n" : "").Append("  ").Append(line).Append('\n');
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
