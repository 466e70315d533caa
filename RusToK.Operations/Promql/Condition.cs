namespace RusToK.Operations.Promql;

/// <summary>A part of an alert's expression: what is measured, and what it is compared with.</summary>
/// <param name="Measure">PromQL without the comparison, which has a value whether the alert is true or not.</param>
/// <param name="Comparison">Such as <c>&gt;</c>; null when the measure's being there is the condition.</param>
/// <param name="Bound">PromQL; null like <paramref name="Comparison"/>.</param>
internal sealed record Condition(string Measure, string? Comparison, string? Bound)
{
    private static readonly string[] SetOperators = ["or", "and", "unless"];
    private static readonly string[] Comparisons = [">", "<", ">=", "<=", "==", "!="];

    /// <summary>Whether small values are bad.</summary>
    public bool IsOfTooLittle => Comparison is "<" or "<=" or "==" or null;

    /// <summary>The conditions that an expression joins by <c>or</c>, <c>and</c> and <c>unless</c>, each once. Those that always hold are left out.</summary>
    public static IReadOnlyList<Condition> Of(string expression) => [.. Split(expression).Where(c => c is not { Comparison: ">=", Bound: "0" }).Distinct()];

    private static IEnumerable<Condition> Split(string expression)
    {
        var text = Unwrapped(expression.Trim());
        var tokens = Token.Of(text);
        var top = TopLevel(tokens).ToList();
        // An "or" beneath arithmetic fills in what is missing: its sides are no conditions of their own.
        var isJoined = top.Any(i => tokens[i].Kind == TokenKind.Name && SetOperators.Contains(tokens[i].Text));
        if (!isJoined)
        {
            yield return Compared(text, tokens, top);
            yield break;
        }

        var begin = 0;
        foreach (var i in top.Where(i => tokens[i].Kind == TokenKind.Name && SetOperators.Contains(tokens[i].Text)))
        {
            foreach (var part in Split(text[begin..tokens[i].Start]))
                yield return part;
            begin = EndOfOperator(tokens, i);
        }

        foreach (var part in Split(text[begin..]))
            yield return part;
    }

    private static Condition Compared(string text, IReadOnlyList<Token> tokens, List<int> top)
    {
        foreach (var i in top.Where(i => tokens[i].Kind == TokenKind.Operator && Comparisons.Contains(tokens[i].Text) && !IsBool(tokens, i)))
            return new Condition(text[..tokens[i].Start].Trim(), tokens[i].Text, text[tokens[i].End..].Trim());
        return new Condition(text, null, null);
    }

    private static bool IsBool(IReadOnlyList<Token> tokens, int at) => at + 1 < tokens.Count && tokens[at + 1].Text == "bool";

    private static int EndOfOperator(IReadOnlyList<Token> tokens, int at)
    {
        var next = at + 1;
        if (next >= tokens.Count || tokens[next].Text is not ("on" or "ignoring"))
            return tokens[at].End;
        while (next < tokens.Count && tokens[next].Kind != TokenKind.Close)
            next++;
        return tokens[next].End;
    }

    private static IEnumerable<int> TopLevel(IReadOnlyList<Token> tokens)
    {
        var depth = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            depth += tokens[i].Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 };
            if (depth == 0)
                yield return i;
        }
    }

    private static string Unwrapped(string text)
    {
        var tokens = Token.Of(text);
        if (tokens.Count < 2 || tokens[0].Kind != TokenKind.Open || tokens[^1].Kind != TokenKind.Close)
            return text;
        // The first parenthesis has to be closed by the last one.
        return TopLevel(tokens).First() == tokens.Count - 1 ? Unwrapped(text[1..^1].Trim()) : text;
    }
}
