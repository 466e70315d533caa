using System.Collections.Concurrent;
using System.Text;
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
        if (Write().Match(text) is { Success: true } write)
            return $"{write.Groups["verb"].Value.ToUpperInvariant()} {Target(write)}";
        // What a column is computed from says less than what the rows come from.
        if (From().Match(Outermost(text)) is { Success: true } from)
            return $"SELECT {Target(from)}";
        if (Read().Match(text) is { Success: true } read)
            return $"SELECT {Target(read)}";
        var word = FirstWord().Match(text).Value.ToUpperInvariant();
        return word.Length == 0 ? "SQL" : word;
    }

    private static string Target(Match match) => match.Groups["target"].Value.Replace("\"", "", StringComparison.Ordinal);

    /// <summary>The statement without anything in parentheses.</summary>
    private static string Outermost(string text)
    {
        var outermost = new StringBuilder(text.Length);
        var depth = 0;
        foreach (var c in text)
        {
            depth += c == '(' ? 1 : 0;
            if (depth == 0)
                outermost.Append(c);
            depth -= c == ')' && depth > 0 ? 1 : 0;
        }

        return outermost.ToString();
    }

    [GeneratedRegex("""\b(?<verb>insert|update|delete|merge|copy|truncate)(\s+(into|from|table|only))?\s+(?<target>[\w"]+\.[\w."]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Write();

    [GeneratedRegex("""\bfrom\s+(?<target>[\w."]+\.[\w."]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex From();

    [GeneratedRegex("""\bselect\b.*?(\bfrom\s+(?<target>[\w."]+)|(?<target>\w+\.\w+)\()""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Read();

    [GeneratedRegex(@"[A-Za-z]+")]
    private static partial Regex FirstWord();
}
