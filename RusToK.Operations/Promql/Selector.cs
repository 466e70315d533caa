namespace RusToK.Operations.Promql;

/// <summary>What an expression asks for by name.</summary>
/// <param name="Series">The name.</param>
/// <param name="Matchers">Without the braces; empty when there are none.</param>
/// <param name="Function">What its range is given to; empty where there is none.</param>
internal sealed record Selector(string Series, string Matchers, string Function)
{
    private static readonly HashSet<string> Words = ["by", "without", "on", "ignoring", "group_left", "group_right", "or", "and", "unless", "bool", "offset", "inf", "nan"];

    private static readonly HashSet<string> Groupings = ["by", "without", "on", "ignoring", "group_left", "group_right"];

    /// <summary>What stands behind the name of an aggregation, which is no series.</summary>
    private static readonly HashSet<string> Aggregations = ["by", "without"];

    /// <summary>All of an expression, in their order, each once.</summary>
    public static IReadOnlyList<Selector> Of(string expression)
    {
        var tokens = Token.Of(expression);
        var found = new List<Selector>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var next = i + 1 < tokens.Count ? tokens[i + 1].Kind : TokenKind.Comma;
            if (tokens[i].Kind != TokenKind.Name)
                continue;
            if (Groupings.Contains(tokens[i].Text))
                i = EndOfLabels(tokens, i);
            else if (!Words.Contains(tokens[i].Text) && next != TokenKind.Open && !(next == TokenKind.Name && Aggregations.Contains(tokens[i + 1].Text)))
                found.Add(new Selector(tokens[i].Text, next == TokenKind.Matchers ? tokens[i + 1].Text[1..^1].Trim() : "", FunctionOf(tokens, i)));
        }

        return [.. found.Distinct()];
    }

    /// <summary>The matchers, one by one.</summary>
    public IReadOnlyList<string> Parts
    {
        get
        {
            var tokens = Token.Of(Matchers);
            var ends = tokens.Where(token => token.Kind == TokenKind.Comma).Select(token => token.Start).Append(Matchers.Length);
            var begin = 0;
            var parts = new List<string>();
            foreach (var end in ends)
            {
                parts.Add(Matchers[begin..end].Trim());
                begin = end + 1;
            }

            return [.. parts.Where(part => part.Length > 0)];
        }
    }

    /// <summary>As it stands in an expression, with further matchers.</summary>
    public string With(params IEnumerable<string> more) => $"{Series}{{{string.Join(", ", Parts.Concat(more))}}}";

    private static int EndOfLabels(IReadOnlyList<Token> tokens, int at)
    {
        if (at + 1 >= tokens.Count || tokens[at + 1].Kind != TokenKind.Open)
            return at;
        var end = at + 1;
        while (end < tokens.Count && tokens[end].Kind != TokenKind.Close)
            end++;
        return end;
    }

    private static string FunctionOf(IReadOnlyList<Token> tokens, int at) =>
        at >= 2 && tokens[at - 1].Kind == TokenKind.Open && tokens[at - 2].Kind == TokenKind.Name ? tokens[at - 2].Text : "";
}
