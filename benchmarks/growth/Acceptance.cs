using System.Globalization;
using RusToK.Benchmarks.Telemetry.Reporting;

namespace RusToK.Benchmarks.Growth;

/// <summary>What has to stay as it is while something else grows, and whether it did.</summary>
internal sealed class Acceptance
{
    /// <summary>Largest ratio by the smallest that is accepted.</summary>
    public const double Limit = 1.20;

    private readonly List<IReadOnlyList<string>> _rows = [];

    /// <param name="what">Such as <c>1,000 tenants: list of 20, p99</c>.</param>
    /// <param name="ratio">By the smallest; its median decides.</param>
    public void Add(string what, Spread ratio) => _rows.Add(
        [what, ratio.Text("N2"), Limit.ToString("N2", CultureInfo.InvariantCulture), ratio.Median <= Limit ? "met" : "**missed**"]);

    /// <summary>The same of a number that was taken once on each side.</summary>
    public void Add(string what, double ratio) => Add(what, new Spread(ratio, ratio, ratio));

    public void Print(Report report)
    {
        if (_rows.Count > 0)
            report.Print("What has to stay within 20 % of the smallest; the median decides", ["what", "ratio", "at most", "result"], _rows);
    }
}
