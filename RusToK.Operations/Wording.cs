using System.Globalization;
using System.Text;

namespace RusToK.Operations;

/// <summary>Values as people read them in a terminal.</summary>
internal static class Wording
{
    /// <summary>Four significant digits at most.</summary>
    public static string Number(double value) => value switch
    {
        double.NaN => "no number",
        double.PositiveInfinity => "infinite",
        double.NegativeInfinity => "-infinite",
        0 => "0",
        _ when Math.Abs(value) >= 1000 => Math.Round(value).ToString("0", CultureInfo.InvariantCulture),
        _ => value.ToString("G4", CultureInfo.InvariantCulture),
    };

    /// <summary>A count to compare with; null when it is not known.</summary>
    public static string Usually(double? count) => count is { } known ? Number(known) : "not known";

    /// <param name="ratio">1 is 100 %.</param>
    public static string Percent(double ratio) => double.IsFinite(ratio) ? (100 * ratio).ToString("0.##", CultureInfo.InvariantCulture) + " %" : Number(ratio);

    /// <summary>In the unit that fits: <c>12 ms</c>, <c>1.5 s</c>, <c>2h5m</c>.</summary>
    public static string Duration(TimeSpan duration) => duration switch
    {
        _ when duration < TimeSpan.FromSeconds(1) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.#} ms"),
        _ when duration < TimeSpan.FromMinutes(1) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.##} s"),
        _ when duration < TimeSpan.FromHours(1) => Timing.Text(TimeSpan.FromSeconds(Math.Round(duration.TotalSeconds))),
        _ => Timing.Text(TimeSpan.FromMinutes(Math.Round(duration.TotalMinutes))),
    };

    /// <summary>To the second, in UTC.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>As in PromQL, in the order of their names; nothing when there are none.</summary>
    public static string Labels(IReadOnlyDictionary<string, string> labels) => labels.Count == 0
        ? ""
        : "{" + string.Join(", ", labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}=\"{label.Value}\"")) + "}";

    /// <summary>On one line, of at most so many characters.</summary>
    public static string Line(string text, int most)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= most ? line : line[..(most - 1)] + "…";
    }

    /// <summary>Columns under their headings.</summary>
    /// <param name="rows">The headings first; each of the same length.</param>
    /// <param name="left">Which columns are texts; the others are numbers and stand at the right.</param>
    public static string Table(IReadOnlyList<IReadOnlyList<string>> rows, params int[] left)
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        var text = new StringBuilder();
        foreach (var row in rows)
            text.Append(string.Join("  ", row.Select((cell, column) => left.Contains(column) ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd()).Append('\n');
        return text.ToString();
    }
}
