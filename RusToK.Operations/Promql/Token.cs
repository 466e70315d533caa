using System.Text.RegularExpressions;

namespace RusToK.Operations.Promql;

/// <summary>A piece of an expression. Whether the whole is one is for Prometheus to say.</summary>
/// <param name="Start">Its place in the expression.</param>
internal sealed partial record Token(TokenKind Kind, string Text, int Start)
{
    public int End => Start + Text.Length;

    public static IReadOnlyList<Token> Of(string expression) =>
        [.. Pieces().Matches(expression).Select(match => new Token(KindOf(match), match.Value, match.Index))];

    private static TokenKind KindOf(Match match) => match.Value[0] switch
    {
        '(' => TokenKind.Open,
        ')' => TokenKind.Close,
        ',' => TokenKind.Comma,
        '{' => TokenKind.Matchers,
        '[' => TokenKind.Range,
        '"' or '\'' => TokenKind.Text,
        _ when match.Groups["name"].Success => TokenKind.Name,
        _ when match.Groups["number"].Success => TokenKind.Number,
        _ => TokenKind.Operator,
    };

    [GeneratedRegex("""
        [(),] | \{(?:"(?:\\.|[^"\\])*"|[^}"])*\} | \[[^\]]*\] | "(?:\\.|[^"\\])*" | '[^']*' | (?<name>[a-zA-Z_:][\w:]*) | (?<number>[0-9.][\w.]*) | [<>=!]=|=~|!~|[-+*/%^<>@=]
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Pieces();
}
