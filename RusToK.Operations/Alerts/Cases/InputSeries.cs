using System.Globalization;

namespace RusToK.Operations.Alerts.Cases;

/// <summary>A series that a case is played with, one sample a minute.</summary>
/// <param name="Selector">Name and labels.</param>
/// <param name="Healthy">As it is when nothing is wrong.</param>
/// <param name="Below">As it is when the alert is just not true.</param>
/// <param name="Bad">As it is when the alert is true.</param>
internal sealed record InputSeries(string Selector, Level Healthy, Level Below, Level Bad)
{
    /// <summary>A gauge with a value for each.</summary>
    public static InputSeries Gauge(string selector, double healthy, double below, double bad) => new(selector, Level.At(healthy), Level.At(below), Level.At(bad));

    /// <summary>A counter with what it grows by in a minute, for each.</summary>
    public static InputSeries Counter(string selector, double healthy, double below, double bad) =>
        new(selector, Level.Counting(healthy), Level.Counting(below), Level.Counting(bad));

    /// <summary>The same in every case.</summary>
    public static InputSeries Always(string selector, Level level) => new(selector, level, level, level);

    /// <summary>In the notation of promtool.</summary>
    /// <param name="phases">One after the other, with the samples of each.</param>
    public static string Values(params IEnumerable<(Level Level, int Samples)> phases)
    {
        var parts = new List<string>();
        double? last = null;
        foreach (var (level, samples) in phases.Where(phase => phase.Samples > 0))
            if (level.IsMissing)
            {
                parts.Add(last is null ? $"_x{samples}" : samples == 1 ? "stale" : $"stale _x{samples - 1}");
                last = null;
            }
            else
            {
                var first = level.Start ?? (last + level.PerMinute ?? 0);
                last = first + (level.PerMinute * (samples - 1));
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{first:0.########}{(level.PerMinute < 0 ? '-' : '+')}{Math.Abs(level.PerMinute):0.########}x{samples - 1}"));
            }

        return string.Join(' ', parts);
    }
}
