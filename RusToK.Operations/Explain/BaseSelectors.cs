using RusToK.Operations.Live;
using RusToK.Operations.Promql;

namespace RusToK.Operations.Explain;

/// <summary>What processes emit, of what an alert asks for: recorded series are followed to what they are recorded of.</summary>
/// <param name="rules">Those of the running Prometheus.</param>
internal sealed class BaseSelectors(IReadOnlyList<LiveRule> rules)
{
    private const int Deepest = 5;

    /// <summary>The selectors of a condition, with those left out of which another one asks for a part: what a share is a share of is not what is wrong.</summary>
    public IReadOnlyList<Selector> Of(string expression)
    {
        var all = Follow(expression, [], Deepest).Distinct().ToList();
        return [.. all.Where(one => !all.Exists(other => other.Series == one.Series && other.Parts.Count > one.Parts.Count && one.Parts.All(other.Parts.Contains)))];
    }

    /// <summary>The expression and those of the series that it reads, joined: what ranges and quantiles are found in.</summary>
    public IEnumerable<string> Expressions(string expression) => Texts(expression, [], Deepest).Prepend(expression).Distinct();

    private IEnumerable<Selector> Follow(string expression, Dictionary<string, string> known, int depth) =>
        Selector.Of(expression).SelectMany(selector =>
        {
            var matched = Matched(selector, known);
            var recorded = depth > 0 ? Recorded(selector, matched) : [];
            return recorded.Count == 0 ? [selector] : recorded.SelectMany(rule => Follow(rule.Expression, matched, depth - 1));
        });

    private IEnumerable<string> Texts(string expression, Dictionary<string, string> known, int depth) =>
        Selector.Of(expression).SelectMany(selector =>
        {
            var matched = Matched(selector, known);
            return depth == 0 ? [] : Recorded(selector, matched).SelectMany(rule => Texts(rule.Expression, matched, depth - 1).Prepend(rule.Expression));
        });

    private List<LiveRule> Recorded(Selector selector, Dictionary<string, string> matched) =>
        [.. rules.Where(rule => !rule.IsAlert && rule.Name == selector.Series && rule.Labels.All(label => matched.GetValueOrDefault(label.Key, label.Value) == label.Value))];

    private static Dictionary<string, string> Matched(Selector selector, Dictionary<string, string> known)
    {
        var matched = new Dictionary<string, string>(known);
        foreach (var tokens in selector.Parts.Select(Token.Of))
            if (tokens is [{ Kind: TokenKind.Name } label, { Text: "=" }, { Kind: TokenKind.Text } value])
                matched[label.Text] = value.Text[1..^1];
        return matched;
    }
}
