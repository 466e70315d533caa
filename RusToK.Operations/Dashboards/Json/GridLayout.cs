using RusToK.Operations.Dashboards.Model;

namespace RusToK.Operations.Dashboards.Json;

/// <summary>
/// Where panels stand in Grafana's grid of 24 columns: numbers first, up to six a line, then pictures, up to three a line. A line is
/// always filled: its panels are of one width, and the last has what is left.
/// </summary>
internal static class GridLayout
{
    private const int Columns = 24;

    /// <summary>The panels of a row, each with its place, from the line <paramref name="top"/> on.</summary>
    /// <returns>In the order of the places; the next free line is that of the last panel's bottom.</returns>
    public static IReadOnlyList<(Panel Panel, GridPlace Place)> Of(Row row, int top)
    {
        List<(Panel, GridPlace)> placed = [];
        var numbers = row.Panels.Where(panel => panel.Kind == PanelKind.Stat).ToList();
        var pictures = row.Panels.Where(panel => panel.Kind != PanelKind.Stat).ToList();
        foreach (var (line, height) in Lines(numbers, 6).Select(some => (some, 4)).Concat(Lines(pictures, 3).Select(some => (some, 8))))
        {
            var width = Columns / line.Count;
            for (var at = 0; at < line.Count; at++)
                placed.Add((line[at], new GridPlace(at * width, top, at == line.Count - 1 ? Columns - (at * width) : width, height)));
            top += height;
        }

        return placed;
    }

    /// <summary>As few lines as possible, as equal as possible.</summary>
    private static IEnumerable<List<Panel>> Lines(List<Panel> panels, int most)
    {
        var placed = 0;
        for (var lines = (panels.Count + most - 1) / most; lines > 0; lines--)
        {
            var count = (panels.Count - placed + lines - 1) / lines;
            yield return panels.GetRange(placed, count);
            placed += count;
        }
    }
}
