namespace RusToK.Operations.Dashboards.Model;

/// <summary>A picture of one thing.</summary>
/// <param name="Title">Of no other panel of its dashboard.</param>
/// <param name="Description">What is seen, and what a bad sight means.</param>
/// <param name="Unit">As in <see cref="GrafanaUnit"/>.</param>
/// <param name="Queries">Of the same unit.</param>
internal sealed record Panel(string Title, string Description, string Unit, params IReadOnlyList<Query> Queries)
{
    public PanelKind Kind { get; init; }

    /// <summary>What fills it, when the traffic of a healthy system does not; null when that does.</summary>
    public string? FilledBy { get; init; }

    /// <summary>From here on it is bad; null when more is not worse.</summary>
    public double? Limit { get; init; }

    /// <summary>Below this it is bad; null when less is not worse.</summary>
    public double? Floor { get; init; }

    /// <summary>Names of the values of a state.</summary>
    public IReadOnlyList<State> States { get; init; } = [];

    /// <summary>As that of its row, which it stands above; null when it has no other.</summary>
    public string? Runbook { get; init; }

    /// <summary>The uid of the dashboard that shows more of it; null when this one does.</summary>
    public string? Details { get; init; }

    /// <summary>How fast a counter grows, or a histogram's observations come.</summary>
    public static Panel Rate(string title, Metric metric, string by = "", string where = "", string? unit = null) =>
        Of(title, metric, unit ?? GrafanaUnit.OfRate(metric), new Query(Expression.Rate(metric, by, where), Legend(by, title)));

    /// <summary>Median, 95th and 99th percentile of all; the 99th of each where labels part them.</summary>
    public static Panel Quantiles(string title, Metric metric, string by = "", string where = "")
    {
        double[] quantiles = by.Length == 0 ? [0.5, 0.95, 0.99] : [0.99];
        return Of(title, metric, GrafanaUnit.Of(metric), [.. quantiles.Select(QueryOf)]);

        Query QueryOf(double quantile) =>
            new(Expression.Quantile(quantile, metric, by, where), by.Length == 0 ? $"p{quantile * 100:0}" : Legend(by, title)) { Exemplars = true };
    }

    /// <summary>The part of a metric's increase that a filter lets through.</summary>
    public static Panel Share(string title, string description, Metric metric, string part, string by = "", string where = "") =>
        new(title, description, GrafanaUnit.Share, new Query(Expression.Share(metric, part, by, where), Legend(by, title)));

    /// <summary>A gauge of each process, added up.</summary>
    public static Panel Sum(string title, Metric metric, string by = "", string where = "") =>
        Of(title, metric, GrafanaUnit.Of(metric), new Query(Expression.Sum(metric, by, where), Legend(by, title)));

    /// <summary>A gauge that one process reports for all.</summary>
    public static Panel Level(string title, Metric metric, string by = "", string where = "") =>
        Of(title, metric, GrafanaUnit.Of(metric), new Query(Expression.Max(metric, by, where), Legend(by, title)));

    /// <summary>How many in the range that is shown.</summary>
    public static Panel Count(string title, Metric metric, string by = "", string where = "") =>
        Of(title, metric, GrafanaUnit.Count, new Query(Expression.Increase(metric, by, where), Legend(by, title))) with { Kind = PanelKind.Stat };

    public Panel As(PanelKind kind) => this with { Kind = kind };

    /// <summary>With more to say than the catalogue does.</summary>
    public Panel Saying(string more) => this with { Description = $"{Description} {more}" };

    private static Panel Of(string title, Metric metric, string unit, params IReadOnlyList<Query> queries) =>
        new(title, metric.Description, unit, queries) { FilledBy = metric.FilledBy };

    private static string Legend(string by, string title) =>
        by.Length == 0 ? title : string.Join(' ', by.Split(", ").Select(label => $"{{{{{label}}}}}"));
}
