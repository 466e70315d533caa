using RusToK.Operations.Promql;

namespace RusToK.Operations.Explain;

/// <summary>How a part of an alert's expression is asked for series by series, without adding them up.</summary>
/// <param name="What">In words.</param>
/// <param name="Expression">PromQL, with <c>$window</c> as its range.</param>
/// <param name="IsOfTooLittle">Whether small values are bad.</param>
internal sealed record Measurement(string What, string Expression, bool IsOfTooLittle)
{
    private const string Window = "$window";
    private const string Ours = "otel_scope_name";
    private const string DefaultQuantile = "0.95";

    private static readonly string[] OfHistograms = ["_bucket", "_count", "_sum"];

    /// <summary>Labels of the resource that tell processes apart, of all it has.</summary>
    private const string OfProcess = "job, instance, service_version, process_creation_time";

    public string At(string range) => Expression.Replace(Window, range, StringComparison.Ordinal);

    /// <param name="selectors">Of one condition.</param>
    /// <param name="expressions">Where quantiles are found.</param>
    public static IEnumerable<Measurement> Of(IReadOnlyList<Selector> selectors, IEnumerable<string> expressions, bool isOfTooLittle)
    {
        var bounded = selectors.Where(IsBounded).ToList();
        foreach (var bucket in bounded)
        {
            var all = new Selector(BaseOf(bucket.Series) + "_count", string.Join(", ", bucket.Parts.Where(part => !IsBound(part))), bucket.Function);
            yield return new Measurement(
                $"{BaseOf(bucket.Series)} above {BoundOf(bucket)}, per second",
                $"sum without ({Ours}) (rate({all.With()}[{Window}])) - sum without (le, {Ours}) (rate({bucket.With()}[{Window}]))", IsOfTooLittle: false);
        }

        foreach (var selector in selectors.Except(bounded).Where(selector => !bounded.Exists(bucket => BaseOf(bucket.Series) == BaseOf(selector.Series))))
            yield return Of(selector, expressions, isOfTooLittle);
    }

    /// <summary>The bound of a histogram that slow is above, in its unit; null when the selector has none.</summary>
    public static string? BoundOf(Selector selector) => selector.Parts.Where(IsBound).Select(part => Token.Of(part)[^1].Text.Trim('"').Split('(')[0].Replace("\\", "", StringComparison.Ordinal)).FirstOrDefault();

    public static string BaseOf(string series) => OfHistograms.FirstOrDefault(series.EndsWith) is { } suffix ? series[..^suffix.Length] : series;

    private static Measurement Of(Selector selector, IEnumerable<string> expressions, bool isOfTooLittle)
    {
        if (selector.Series.EndsWith("_bucket", StringComparison.Ordinal))
        {
            var quantile = expressions.SelectMany(expression => QuantilesOf(Token.Of(expression))).FirstOrDefault(DefaultQuantile);
            return new Measurement($"{BaseOf(selector.Series)}, quantile {quantile}", $"histogram_quantile({quantile}, sum without ({Ours}) (rate({selector.With()}[{Window}])))", isOfTooLittle);
        }

        if (selector.Function is "rate" or "increase")
            return new Measurement($"{selector.Series}, per second", $"sum without ({Ours}) (rate({selector.With()}[{Window}]))", isOfTooLittle);
        var over = isOfTooLittle ? "min" : "max";
        return selector.Series == Series.TargetInfo
            ? new Measurement(selector.Series, $"count by ({OfProcess}) (count_over_time({selector.With()}[{Window}]))", isOfTooLittle)
            : new Measurement($"{selector.Series}, {over}imum", $"{over} without ({Ours}) ({over}_over_time({selector.With()}[{Window}]))", isOfTooLittle);
    }

    private static bool IsBounded(Selector selector) => selector.Series.EndsWith("_bucket", StringComparison.Ordinal) && selector.Parts.Any(IsBound);

    private static bool IsBound(string part) => Token.Of(part)[0].Text == "le";

    private static IEnumerable<string> QuantilesOf(IReadOnlyList<Token> tokens) =>
        tokens.Select((token, at) => (token, at)).Where(one => one.token.Text == "histogram_quantile" && one.at + 2 < tokens.Count).Select(one => tokens[one.at + 2].Text);
}
