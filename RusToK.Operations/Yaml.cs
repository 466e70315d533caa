using System.Text;

namespace RusToK.Operations;

/// <summary>A YAML document that is written line by line: the subset in which the files of Prometheus are.</summary>
internal sealed class Yaml
{
    private readonly StringBuilder _text = new();

    /// <param name="comment">What the file is, in front of it; its lines without <c>#</c>.</param>
    public Yaml(string comment)
    {
        foreach (var line in comment.Split('\n'))
            Line(0, line.Length == 0 ? "#" : $"# {line}");
    }

    /// <param name="depth">How many levels it is indented.</param>
    /// <param name="text">As it stands in the file.</param>
    public Yaml Line(int depth, string text)
    {
        _text.Append(' ', 2 * depth).Append(text).Append('\n');
        return this;
    }

    /// <summary>A text over several lines, taken literally.</summary>
    public Yaml Block(int depth, string key, string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal))
            return Line(depth, $"{key}: {Quoted(text)}");
        Line(depth, $"{key}: |-");
        foreach (var line in text.Split('\n'))
            Line(depth + 1, line);
        return this;
    }

    /// <summary>Keys with texts, beneath a key of their own; nothing when there are none.</summary>
    public Yaml Map(int depth, string key, IReadOnlyDictionary<string, string> entries)
    {
        if (entries.Count == 0)
            return this;
        Line(depth, $"{key}:");
        foreach (var (name, value) in entries)
            Line(depth + 1, $"{name}: {Quoted(value)}");
        return this;
    }

    /// <summary>A text that means itself, whatever is in it.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public override string ToString() => _text.ToString();
}
