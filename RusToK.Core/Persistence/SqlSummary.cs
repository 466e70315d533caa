using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Npgsql;

namespace RusToK.Core.Persistence;

/// <summary>
/// A low-cardinality name for a statement: <c>{operation} {target}</c> (OpenTelemetry database conventions,
/// <c>db.query.summary</c>), from the text alone. Texts are constants, so each is parsed once.
/// </summary>
internal static partial class SqlSummary
{
    private const int MaxCached = 2000;
    private static readonly ConcurrentDictionary<string, string> Known = new();

    public static string Of(string sql)
    {
        if (Known.TryGetValue(sql, out var summary))
            return summary;
        summary = Parse(sql);
        if (Known.Count < MaxCached)
            Known.TryAdd(sql, summary);
        return summary;
    }

    /// <summary>The first statement that is not the tenant's setting, with the number of those that follow.</summary>
    public static string Of(NpgsqlBatch batch)
    {
        var names = new List<string>(4);
        foreach (var command in batch.BatchCommands)
        {
            if (command.CommandText.StartsWith("SELECT set_config(", StringComparison.Ordinal))
                continue;
            var name = Of(command.CommandText);
            if (!names.Contains(name))
                names.Add(name);
            if (names.Count == 4)
                break;
        }

        return names.Count == 0 ? "SET" : string.Join("; ", names);
    }

    private static string Parse(string sql)
    {
        var text = sql.StartsWith("SELECT set_config('rustok.tenant_id'", StringComparison.Ordinal) && sql.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end
            ? sql[(end + 1)..]
            : sql;
        if (Target().Match(text) is { Success: true } match)
            return $"{Whitespace().Replace(match.Groups["verb"].Value.ToUpperInvariant(), " ").Split(' ')[0]} {match.Groups["target"].Value.Replace("\"", "", StringComparison.Ordinal)}";
        if (Read().Match(text) is { Success: true } read)
            return $"SELECT {read.Groups["target"].Value.Replace("\"", "", StringComparison.Ordinal)}";
        var word = FirstWord().Match(text).Value.ToUpperInvariant();
        return word.Length == 0 ? "SQL" : word;
    }

    [GeneratedRegex("""\b(?<verb>insert\s+into|update|delete\s+from|merge\s+into|copy|truncate(\s+table)?)\s+(?<target>[\w."]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Target();

    [GeneratedRegex("""\bselect\b.*?(\bfrom\s+(?<target>[\w."]+)|(?<target>\w+\.\w+)\()""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Read();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();

    [GeneratedRegex(@"[A-Za-z]+")]
    private static partial Regex FirstWord();
}
