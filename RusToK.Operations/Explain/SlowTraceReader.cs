using RusToK.Operations.Live;
using RusToK.Operations.Promql;

namespace RusToK.Operations.Explain;

/// <summary>Follows the exemplars of histograms into their traces.</summary>
/// <param name="prometheus">Which has the exemplars.</param>
/// <param name="dashboard">Which has the traces.</param>
internal sealed class SlowTraceReader(PrometheusApi prometheus, DashboardApi dashboard)
{
    /// <summary>How many traces are read, of the slow ones and of the ordinary ones.</summary>
    private const int Traces = 8;

    /// <summary>Traces say whose time it is; where the alert is not about time, they are worth less.</summary>
    private const double Weight = 3;

    private const double WeightBeside = 1;

    /// <summary>Extra seconds of a trace that are worth a word.</summary>
    private const double Least = 0.02;

    /// <summary>How many exemplars so far led to traces that the dashboard does not have any more.</summary>
    public int Forgotten { get; private set; }

    /// <param name="failed">Ids of traces with failures, which come first where the alert is not about times.</param>
    /// <returns>The slowest first.</returns>
    public Task<IReadOnlyList<SlowTrace>> SlowAsync(
        Histogram histogram, Window window, IReadOnlyDictionary<string, string> labels, IReadOnlySet<string> failed, CancellationToken cancellationToken) =>
        ReadAsync(
            histogram, window.From, window.To, labels,
            all => all.Where(one => one.Value > (histogram.SlowAbove ?? 0)).OrderByDescending(one => !histogram.IsTheAlerts && failed.Contains(one.TraceId)).ThenByDescending(one => one.Value),
            cancellationToken);

    /// <summary>Those around the median of the time before: what is ordinary.</summary>
    public Task<IReadOnlyList<SlowTrace>> OrdinaryAsync(Histogram histogram, Window window, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        ReadAsync(histogram, window.BeforeFrom, window.From, labels, all =>
        {
            var sorted = all.OrderBy(one => one.Value).ToList();
            return sorted.Skip(Math.Max(0, (sorted.Count - Traces) / 2));
        }, cancellationToken);

    /// <summary>From when on the dashboard still has traces, among those of the time before: it keeps a number of them.</summary>
    public async Task<DateTimeOffset> KeptSinceAsync(Window window, CancellationToken cancellationToken)
    {
        var known = (await prometheus.ExemplarsAsync($"{Series.HttpDuration}_bucket", window.BeforeFrom, window.From, cancellationToken)).OrderBy(one => one.At).ToList();
        var (first, end) = (0, known.Count);
        while (first < end)
        {
            var middle = (first + end) / 2;
            if ((await dashboard.TraceAsync(known[middle].TraceId, cancellationToken)).Count > 0)
                end = middle;
            else
                first = middle + 1;
        }

        return first == 0 ? window.BeforeFrom : first == known.Count ? window.From : known[first].At;
    }

    /// <summary>Whose time it is that slow traces take beyond that of ordinary ones.</summary>
    public static IEnumerable<Evidence> Evidence(IReadOnlyList<SlowTrace> slow, IReadOnlyList<SlowTrace> ordinary, bool isTheAlerts)
    {
        if (slow.Count == 0)
            yield break;
        var (times, usual) = (Mean(slow), Mean(ordinary));
        var extra = times.Select(one => (one.Key, Extra: one.Value - usual.GetValueOrDefault(one.Key))).Where(one => one.Extra > 0).OrderByDescending(one => one.Extra).ToList();
        var sum = extra.Sum(one => one.Extra);
        if (sum < Least)
            yield break;
        foreach (var (component, seconds) in extra.Where(one => one.Extra / sum >= 0.1))
            yield return new Evidence(
                component, (isTheAlerts ? Weight : WeightBeside) * seconds / sum,
                $"{Wording.Percent(Math.Round(seconds / sum, 2))} of what {slow.Count} slow traces take longer than ordinary ones is its own: {Wording.Duration(TimeSpan.FromSeconds(times[component]))} "
                + $"each, usually {Wording.Duration(TimeSpan.FromSeconds(usual.GetValueOrDefault(component)))}{PlaceOf(component, slow)}");
    }

    private static string PlaceOf(Component component, IReadOnlyList<SlowTrace> traces) =>
        traces.SelectMany(trace => trace.Own).Select(one => one.Span).Where(span => Component.Of(span) == component).GroupBy(span => (span.Service, span.Instance)).MaxBy(same => same.Count()) is { } most
            ? $", in {most.Key.Instance} of {most.Key.Service}"
            : "";

    private static Dictionary<Component, double> Mean(IReadOnlyList<SlowTrace> traces) =>
        traces.SelectMany(trace => trace.ByComponent()).GroupBy(one => one.Key).ToDictionary(same => same.Key, same => same.Sum(one => one.Value) / traces.Count);

    private async Task<IReadOnlyList<SlowTrace>> ReadAsync(
        Histogram histogram, DateTimeOffset from, DateTimeOffset to, IReadOnlyDictionary<string, string> labels, Func<IEnumerable<Exemplar>, IEnumerable<Exemplar>> choose,
        CancellationToken cancellationToken)
    {
        var exemplars = (await prometheus.ExemplarsAsync(histogram.Selector, from, to, cancellationToken))
            .Where(one => one.At >= from && one.At <= to && one.Labels.All(label => labels.GetValueOrDefault(label.Key, label.Value) == label.Value));
        var traces = new List<SlowTrace>();
        foreach (var exemplar in choose(exemplars).DistinctBy(one => one.TraceId).Take(2 * Traces))
        {
            var spans = await dashboard.TraceAsync(exemplar.TraceId, cancellationToken);
            if (spans.Count > 0)
                traces.Add(SlowTrace.Of(exemplar, spans));
            else
                Forgotten++;
            if (traces.Count == Traces)
                break;
        }

        return traces;
    }
}
