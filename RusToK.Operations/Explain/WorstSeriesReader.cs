using RusToK.Operations.Live;

namespace RusToK.Operations.Explain;

/// <summary>Finds the series behind an alert that became worse than they were.</summary>
/// <param name="prometheus">Which is asked.</param>
internal sealed class WorstSeriesReader(PrometheusApi prometheus)
{
    /// <summary>The part of what became worse from which on one value of a label is to blame.</summary>
    private const double Most = 0.6;

    private const double Weight = 2;

    /// <param name="labels">Those of the alert: series with others are not its.</param>
    /// <returns>The worst of each measurement first.</returns>
    public async Task<IReadOnlyList<WorstSeries>> ReadAsync(
        IEnumerable<Measurement> measurements, Window window, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var found = new List<WorstSeries>();
        foreach (var measurement in measurements)
        {
            var now = await prometheus.QueryAsync(measurement.At(window.Range), window.To, cancellationToken);
            var before = (await prometheus.QueryAsync(measurement.At(window.RangeBefore), window.From, cancellationToken))
                .ToLookup(sample => Wording.Labels(sample.Labels), sample => sample.Value);
            found.AddRange(now.Where(sample => !double.IsNaN(sample.Value) && sample.Labels.All(label => labels.GetValueOrDefault(label.Key, label.Value) == label.Value))
                .Select(sample => new WorstSeries(
                    measurement, sample.Labels, sample.Value, before[Wording.Labels(sample.Labels)].Where(value => !double.IsNaN(value)).Cast<double?>().FirstOrDefault()))
                .OrderByDescending(series => series.Excess).ThenByDescending(series => measurement.IsOfTooLittle ? -series.Now : series.Now));
        }

        return found;
    }

    /// <summary>The values of labels that most of what became worse has.</summary>
    /// <param name="labels">Those of the alert.</param>
    /// <param name="processes">How many there are: an instance says nothing where it is the only one.</param>
    public static IEnumerable<Evidence> Evidence(
        IReadOnlyList<WorstSeries> series, IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, int> processes)
    {
        foreach (var group in series.GroupBy(one => one.Measurement))
        {
            var worse = group.Where(one => one.Excess > 0 && double.IsFinite(one.Excess)).ToList();
            var sum = worse.Sum(one => one.Excess);
            if (sum <= 0)
                continue;
            var specific = 0;
            foreach (var (label, kind) in Component.Labels)
            {
                var top = worse.Where(one => one.Labels.ContainsKey(label)).GroupBy(one => one.Labels[label]).Select(same => (same.Key, Share: same.Sum(one => one.Excess) / sum))
                    .OrderByDescending(one => one.Share).FirstOrDefault();
                if (top.Key is null || top.Share < Most || !TellsApart(group, label, top.Key, labels) || (kind == Component.Instance && IsTheOnlyOne(worse, processes)))
                    continue;
                // What a label says more broadly than one before it says less.
                yield return new Evidence(
                    new Component(kind, top.Key), Weight * top.Share / (1 << Math.Min(specific++, 3)),
                    $"{Wording.Percent(top.Share)} of what became worse in {group.Key.What} is {label}=\"{top.Key}\"");
            }
        }
    }

    /// <summary>A value that every series has says nothing, unless the alert is about it.</summary>
    private static bool TellsApart(IGrouping<Measurement, WorstSeries> group, string label, string value, IReadOnlyDictionary<string, string> labels) =>
        labels.ContainsKey(label) || group.Key.Expression.Contains($"{label}=\"{value}\"", StringComparison.Ordinal)
        || group.Any(one => one.Labels.TryGetValue(label, out var other) && other != value);

    private static bool IsTheOnlyOne(IEnumerable<WorstSeries> series, IReadOnlyDictionary<string, int> processes) =>
        series.All(one => processes.GetValueOrDefault(one.Labels.GetValueOrDefault("job", ""), 1) < 2);
}
