namespace RusToK.Operations.Dashboards.Model;

/// <summary>Expressions over the services and processes that are chosen at the top. Everything is added up before it is divided or ranked.</summary>
internal static class Expression
{
    /// <summary>The interval that fits the resolution of the picture and the scrapes, as Grafana works it out.</summary>
    private const string Interval = "$__rate_interval";

    /// <param name="series">Name of a series.</param>
    /// <param name="where">Further matchers, with commas in between.</param>
    public static string Select(string series, string where = "") =>
        $"{series}{{job=~\"$job\", instance=~\"$instance\"{(where.Length == 0 ? "" : ", ")}{where}}}";

    /// <summary>Per second.</summary>
    public static string Rate(Metric metric, string by = "", string where = "") =>
        $"sum{By(by)} (rate({Select(metric.Counted, where)}[{Interval}]))";

    /// <summary>In the range that is shown.</summary>
    public static string Increase(Metric metric, string by = "", string where = "") =>
        $"sum{By(by)} (increase({Select(metric.Counted, where)}[$__range]))";

    public static string Sum(Metric metric, string by = "", string where = "") => $"sum{By(by)} ({Select(metric.Name, where)})";

    /// <summary>Of a gauge that one process reports for all: while another takes over there may be two for a moment, which are one.</summary>
    public static string Max(Metric metric, string by = "", string where = "") => $"max{By(by)} ({Select(metric.Name, where)})";

    /// <param name="quantile">Between 0 and 1.</param>
    public static string Quantile(double quantile, Metric histogram, string by = "", string where = "") =>
        FormattableString.Invariant($"histogram_quantile({quantile}, sum by ({(by.Length == 0 ? "le" : $"le, {by}")}) (rate({Select(histogram.Name + "_bucket", where)}[{Interval}])))");

    /// <summary>The part of all that a filter lets through. Nothing of something is 0, but of nothing it is no number.</summary>
    public static string Share(Metric metric, string part, string by = "", string where = "") =>
        Ratio(Rate(metric, by, where.Length == 0 ? part : $"{where}, {part}"), Rate(metric, by, where));

    /// <summary>The same with both sides at hand; a side that has no series yet counts as 0 where there is the other.</summary>
    public static string Ratio(string part, string whole) => $"({part} or 0 * {whole}) / {whole}";

    private static string By(string labels) => labels.Length == 0 ? "" : $" by ({labels})";
}
