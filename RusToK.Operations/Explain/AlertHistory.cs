using RusToK.Operations.Live;

namespace RusToK.Operations.Explain;

/// <summary>When an alert fired, by what Prometheus records of its alerts.</summary>
/// <param name="prometheus">Which keeps <c>ALERTS</c> and <c>ALERTS_FOR_STATE</c>.</param>
internal sealed class AlertHistory(PrometheusApi prometheus)
{
    private static readonly string[] Ranges = ["1d", "15d"];
    private static readonly string[] OfTheSeries = ["__name__", "alertname", "alertstate"];

    /// <summary>How long an alert may have paused, and how far apart several may have ended, to be told of as one.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(1);

    /// <summary>The episodes of the alert that are on, else the last ones.</summary>
    /// <param name="name">Of the alert.</param>
    /// <param name="interval">Between two evaluations.</param>
    /// <param name="moment">Until when it is looked for.</param>
    /// <returns>The longest first; none when it has not fired.</returns>
    public async Task<IReadOnlyList<Episode>> ReadAsync(string name, TimeSpan interval, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        foreach (var range in Ranges)
        {
            var firing = await prometheus.SamplesAsync($"ALERTS{{alertname=\"{name}\", alertstate=\"firing\"}}[{range}]", moment, cancellationToken);
            if (firing.Count == 0)
                continue;
            var states = await prometheus.SamplesAsync($"ALERTS_FOR_STATE{{alertname=\"{name}\"}}[{range}]", moment, cancellationToken);
            var last = firing.Max(series => series.Points[^1].At);
            return
            [
                .. firing.Where(series => last - series.Points[^1].At <= Together)
                    .Select(series => EpisodeOf(series, states, moment - 3 * interval)).OrderByDescending(episode => episode.IsOn).ThenByDescending(episode => episode.LastSeen - episode.FiredAt),
            ];
        }

        return [];
    }

    private static Episode EpisodeOf(TimedSeries firing, IReadOnlyList<TimedSeries> states, DateTimeOffset fresh)
    {
        var labels = Without(firing.Labels);
        var lastSeen = firing.Points[^1].At;
        var first = firing.Points.Count - 1;
        while (first > 0 && firing.Points[first].At - firing.Points[first - 1].At <= Together)
            first--;
        var firedAt = firing.Points[first].At;
        var since = states.Where(series => Without(series.Labels).All(label => labels.GetValueOrDefault(label.Key) == label.Value))
            .SelectMany(series => series.Points).Where(point => point.At <= firedAt).OrderBy(point => point.At)
            .Select(point => DateTimeOffset.FromUnixTimeSeconds((long)point.Value)).LastOrDefault(firedAt);
        return new Episode(labels, since, firedAt, lastSeen, lastSeen >= fresh);
    }

    private static Dictionary<string, string> Without(IReadOnlyDictionary<string, string> labels) =>
        labels.Where(label => !OfTheSeries.Contains(label.Key)).ToDictionary(label => label.Key, label => label.Value);
}
