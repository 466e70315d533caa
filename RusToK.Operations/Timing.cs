using System.Globalization;
using System.Text.RegularExpressions;

namespace RusToK.Operations;

/// <summary>
/// How long rules look back and wait. The same rules run with all of it divided, where faults are short and nobody wants to wait for a day.
/// What is promised to users, such as 300 ms, is no duration of this kind and stays.
/// </summary>
public sealed partial class Timing
{
    /// <summary>A rate needs two scrapes within its range, of which one may be late.</summary>
    private const int ScrapesOfRange = 3;

    /// <param name="divisor">By what everything is divided; at least 1.</param>
    /// <param name="scrapeInterval">Between two scrapes, and between two evaluations; at least a second.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is less.</exception>
    public Timing(double divisor, TimeSpan scrapeInterval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(divisor, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(scrapeInterval, TimeSpan.FromSeconds(1));
        (Divisor, ScrapeInterval) = (divisor, scrapeInterval);
    }

    /// <summary>Undivided, with the scrapes of the repository's own configuration.</summary>
    public static Timing Undivided { get; } = new(1, TimeSpan.FromSeconds(5));

    public double Divisor { get; }

    public TimeSpan ScrapeInterval { get; }

    /// <summary>The range of a rate, as Prometheus writes it: never too short for one.</summary>
    /// <param name="undivided">In seconds, minutes, hours or days.</param>
    /// <param name="atLeast">What no divisor shortens, such as the start of a process.</param>
    public string Range(TimeSpan undivided, TimeSpan atLeast = default) => Text(Divided(undivided, Longer(atLeast, ScrapesOfRange * ScrapeInterval)));

    /// <summary>How long a condition has to hold, as Prometheus writes it: never less than one evaluation, unless it need not hold at all.</summary>
    public string Hold(TimeSpan undivided) => Text(undivided == TimeSpan.Zero ? undivided : Divided(undivided, ScrapeInterval));

    /// <summary>An age that a gauge is compared with, or the seconds of a range, as a number.</summary>
    public string Seconds(TimeSpan undivided) => ((long)Divided(undivided, ScrapesOfRange * ScrapeInterval).TotalSeconds).ToString(CultureInfo.InvariantCulture);

    /// <summary>As Prometheus writes it: <c>1h30m</c>.</summary>
    public static string Text(TimeSpan duration)
    {
        (int Count, string Unit)[] parts = [(duration.Days, "d"), (duration.Hours, "h"), (duration.Minutes, "m"), (duration.Seconds, "s")];
        var text = string.Concat(parts.Where(part => part.Count > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count}{part.Unit}")));
        return text.Length == 0 ? "0s" : text;
    }

    /// <summary>The duration that Prometheus writes so; nothing of it is zero.</summary>
    public static TimeSpan Read(string text) => TimeSpan.FromSeconds(Parts().Matches(text).Sum(part =>
        int.Parse(part.Groups["count"].Value, CultureInfo.InvariantCulture) * part.Groups["unit"].Value switch { "ms" => 0.001, "s" => 1, "m" => 60, "h" => 3600, "d" => 86_400, _ => 604_800 }));

    private TimeSpan Divided(TimeSpan undivided, TimeSpan floor) => Longer(TimeSpan.FromSeconds(Math.Ceiling(undivided.TotalSeconds / Divisor)), floor);

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    [GeneratedRegex("(?<count>[0-9]+)(?<unit>ms|s|m|h|d|w)")]
    private static partial Regex Parts();
}
