using System.Globalization;
using System.Text.RegularExpressions;

namespace RusToK.Operations.Explain;

/// <summary>The templates of annotations, as Prometheus fills them in: for alerts that are over, which it does not keep the texts of.</summary>
internal static partial class Annotation
{
    /// <param name="value">Of the alert's expression; null leaves it open.</param>
    public static string Fill(string template, IReadOnlyDictionary<string, string> labels, double? value) => Placeholders().Replace(template, match =>
        match.Groups["label"] is { Success: true } label ? labels.GetValueOrDefault(label.Value, "")
        : value is not { } number ? "?"
        : match.Groups["as"].Value switch
        {
            "humanizeDuration" => Wording.Duration(TimeSpan.FromSeconds(Math.Clamp(number, 0, TimeSpan.MaxValue.TotalSeconds / 2))),
            "humanizePercentage" => (100 * number).ToString("G4", CultureInfo.InvariantCulture) + "%",
            _ => Wording.Number(number),
        });

    [GeneratedRegex(@"\{\{\s*(?:\$labels\.(?<label>\w+)|\$value(?:\s*\|\s*(?<as>\w+))?)\s*\}\}")]
    private static partial Regex Placeholders();
}
