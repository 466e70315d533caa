using System.Text.RegularExpressions;

namespace RusToK.Tests.Operations;

/// <summary>What an expression asks for, as far as its text tells; whether it is one at all is for promtool to say.</summary>
internal static partial class DashboardsPromql
{
    private static readonly HashSet<string> Words =
        ["by", "without", "on", "ignoring", "group_left", "group_right", "or", "and", "unless", "bool", "offset", "inf", "nan"];

    /// <param name="Series">Its name; empty where only labels are matched.</param>
    /// <param name="Matchers">What stands in braces.</param>
    /// <param name="Function">The function that its range is given to; empty where there is no range.</param>
    internal sealed record Selector(string Series, string Matchers, string Function);

    public static IReadOnlyList<Selector> Selectors(string expression)
    {
        List<Selector> selectors =
            [.. WithMatchers().Matches(expression).Select(m => new Selector(m.Groups["series"].Value, m.Groups["matchers"].Value, m.Groups["function"].Value))];
        var rest = Strings().Replace(Groupings().Replace(WithMatchers().Replace(expression, "0"), " "), "0");
        selectors.AddRange(Names().Matches(rest).Where(m => !Words.Contains(m.Value)).Select(m => new Selector(m.Value, "", "")));
        return selectors;
    }

    public static IEnumerable<string> RangesOfRates(string expression) => Rates().Matches(expression).Select(m => m.Groups["range"].Value);

    /// <summary>Labels that series are told apart by.</summary>
    public static IEnumerable<string> GroupingLabels(string expression) =>
        Groupings().Matches(expression).SelectMany(m => m.Groups["labels"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether rates are divided by each other, series by series.</summary>
    public static bool DividesBeforeAdding(string expression) => NakedRate().IsMatch(expression);

    public static bool QuantilesAreOfSums(string expression) =>
        expression.Split("histogram_quantile(").Skip(1).All(rest => QuantileOfSum().IsMatch(rest));

    [GeneratedRegex("""(?:(?<function>[a-z_]+)\(\s*)?(?<series>[a-zA-Z_:][\w:]*)?\{(?<matchers>[^}]*)\}(?:\[[^\]]*\])?""")]
    private static partial Regex WithMatchers();

    [GeneratedRegex("""\b(?:by|without|on|ignoring|group_left|group_right)\s*\((?<labels>[^)]*)\)""")]
    private static partial Regex Groupings();

    [GeneratedRegex("""\bi?rate\(\s*[\w:]*(?:\{[^}]*\})?\[(?<range>[^\]]*)\]""")]
    private static partial Regex Rates();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Strings();

    [GeneratedRegex("""(?<![\w$.])[a-zA-Z_:][\w:]*\b(?!\s*\()""")]
    private static partial Regex Names();

    [GeneratedRegex("""(?:rate|increase)\([^()]*\)\s*/|/\s*(?:rate|increase)\(""")]
    private static partial Regex NakedRate();

    [GeneratedRegex("""^[0-9.]+, sum by \(le\b[^)]*\) \(rate\(""")]
    private static partial Regex QuantileOfSum();
}
