using System.Globalization;
using RusToK.Operations.Alerts;
using RusToK.Operations.Alerts.Cases;

namespace RusToK.Operations.Slos;

/// <summary>Two alerts a promise: a page when its budget goes in hours or days, a ticket when it will not last.</summary>
internal static class SloAlerts
{
    /// <summary>The fewest failures in the long window that are anybody's business: one of two requests at night is no outage.</summary>
    private const int FewestFailures = 10;

    private const double PerMinute = 10_000;

    public static IReadOnlyList<Alert> All { get; } = [.. SloCatalogue.All.SelectMany(slo => new[] { Of(slo, Severity.Page), Of(slo, Severity.Ticket) })];

    /// <summary>Name of a promise's alert.</summary>
    public static string NameOf(Slo slo, Severity severity) => slo.Title + (severity == Severity.Page ? "BurnsFast" : "BurnsSlowly");

    private static Alert Of(Slo slo, Severity severity) => new()
    {
        Name = NameOf(slo, severity),
        Severity = severity,
        Service = slo.Service,
        Summary = severity == Severity.Page
            ? $"The error budget of {slo.Name} is going within days or hours"
            : $"The error budget of {slo.Name} will not last for 30 days",
        Description = $"{{{{ $value | humanizePercentage }}}} {slo.Failing}; {Percent(slo.Budget)} may over 30 days.",
        Dashboard = slo.Dashboard,
        Runbook = slo.Name,
        For = TimeSpan.Zero,
        Expression = timing => string.Join("\nor\n", BurnRate.All.Where(rate => rate.Severity == severity).Select(rate => Burning(slo, rate, timing))),
        Cases = [.. severity == Severity.Page ? PageCases(slo) : [Case(slo, 1, minutes: 420) with { After = 90 }]],
        Inhibits = severity == Severity.Page ? [new Inhibition(NameOf(slo, Severity.Ticket))] : [],
    };

    /// <summary>
    /// Until the short window has passed there is no telling: the first minutes of a system that has just been started would stand for days.
    /// </summary>
    private static string Burning(Slo slo, BurnRate rate, Timing timing)
    {
        var (of, bound) = ($"{{slo=\"{slo.Name}\"}}", string.Create(CultureInfo.InvariantCulture, $"{rate.Factor} * {slo.Budget}"));
        return $"""
            (
              {rate.Short.Ratio}{of} > {bound}
              and {rate.Long.Ratio}{of} > {bound}
              and avg_over_time({SloRecordings.Errors}{of}[{timing.Range(rate.Long.Duration)}]) * {timing.Seconds(rate.Long.Duration)} >= {FewestFailures}
              and {SloRecordings.Events}{of} offset {timing.Range(rate.Short.Duration)} >= 0
            )
            """;
    }

    private static IEnumerable<AlertCase> PageCases(Slo slo)
    {
        // Healthy hours before keep the rate over six hours low, so that only the one over an hour is too much.
        yield return Case(slo, 14.4, minutes: 60) with { Before = 360, After = 15 };
        yield return Case(slo, 6, minutes: 360) with { After = 45 };
        // Half of what there is fails, and there is little: 12 in an hour, or 9 in six.
        yield return Case(slo, 0.5, Played(slo, (0.2, 0), (0.025, 0.025), (0.2, 0.2)), minutes: 60) with { After = 45 };
    }

    private static AlertCase Case(Slo slo, double factor, int minutes)
    {
        var (bad, below) = (1.25 * factor * slo.Budget, 0.9 * factor * slo.Budget);
        return Case(slo, bad, Played(slo, (PerMinute, 0), Parts(below), Parts(bad)), minutes);
    }

    private static AlertCase Case(Slo slo, double ratio, IReadOnlyList<InputSeries> inputs, int minutes) =>
        new(minutes, Percent(ratio), inputs) { Labels = new Dictionary<string, string> { ["slo"] = slo.Name } };

    private static (double Good, double Bad) Parts(double ratio) => (PerMinute * (1 - ratio), PerMinute * ratio);

    private static IReadOnlyList<InputSeries> Played(Slo slo, (double Good, double Bad) healthy, (double Good, double Bad) below, (double Good, double Bad) bad)
    {
        var (first, second, third) = (slo.Traffic(healthy.Good, healthy.Bad), slo.Traffic(below.Good, below.Bad), slo.Traffic(bad.Good, bad.Bad));
        return [.. first.Select((series, i) => InputSeries.Counter(series.Selector, series.PerMinute, second[i].PerMinute, third[i].PerMinute))];
    }

    /// <summary>As Prometheus' <c>humanizePercentage</c> writes it.</summary>
    private static string Percent(double ratio) => (100 * ratio).ToString("0.####", CultureInfo.InvariantCulture) + "%";
}
