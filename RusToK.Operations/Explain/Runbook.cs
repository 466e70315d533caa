namespace RusToK.Operations.Explain;

/// <summary>The first steps of a runbook.</summary>
/// <param name="Path">From the root of the repository.</param>
/// <param name="Look">The first queries, each with what its answer says.</param>
/// <param name="Do">What to do then.</param>
internal sealed record Runbook(string Path, IReadOnlyList<(string Query, string Meaning)> Look, IReadOnlyList<string> Do)
{
    private const string LookHeading = "## Look first";
    private const string DoHeading = "## What to do";

    /// <summary>Reads it from the repository.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="path">As in the annotation <c>runbook_url</c>.</param>
    /// <returns>Null when there is no such file.</returns>
    public static async Task<Runbook?> ReadAsync(string root, string? path, CancellationToken cancellationToken) =>
        path is not null && File.Exists(System.IO.Path.Combine(root, path)) ? Parse(path, await File.ReadAllTextAsync(System.IO.Path.Combine(root, path), cancellationToken)) : null;

    public static Runbook Parse(string path, string text) => new(path, [.. Queries(Section(text, LookHeading))], [.. Bullets(Section(text, DoHeading))]);

    private static List<string> Section(string text, string heading) =>
        [.. text.Split('\n').SkipWhile(line => line != heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))];

    private static IEnumerable<(string Query, string Meaning)> Queries(List<string> lines)
    {
        for (var at = lines.IndexOf("```promql"); at >= 0; at = lines.IndexOf("```promql", at + 1))
        {
            var end = lines.IndexOf("```", at);
            var meaning = lines.Skip(end + 1).SkipWhile(string.IsNullOrWhiteSpace).TakeWhile(line => !string.IsNullOrWhiteSpace(line) && !line.StartsWith("```", StringComparison.Ordinal));
            yield return (string.Join(' ', lines[(at + 1)..end].Select(line => line.Trim())), string.Join(' ', meaning));
        }
    }

    private static IEnumerable<string> Bullets(List<string> lines)
    {
        var bullet = "";
        foreach (var line in lines.Append("- "))
        {
            if (line.StartsWith("- ", StringComparison.Ordinal) && bullet.Length > 0)
                yield return bullet;
            bullet = line.StartsWith("- ", StringComparison.Ordinal) ? line[2..] : line.Length > 0 && bullet.Length > 0 ? $"{bullet} {line.Trim()}" : bullet;
        }
    }
}
