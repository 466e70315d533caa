using RusToK.Operations.Alerts;
using RusToK.Operations.Live;
using RusToK.Operations.Promql;

namespace RusToK.Operations.Explain;

/// <summary>Gathers what Prometheus and the dashboard know of an alert, and weighs what points at which component.</summary>
/// <param name="prometheus">That of the running system.</param>
/// <param name="dashboard">Its traces and logs; null when there are none to be had.</param>
/// <param name="root">The repository, where the runbooks are.</param>
internal sealed class Explainer(PrometheusApi prometheus, DashboardApi? dashboard, string root)
{
    private const string OfDashboards = "/d/";

    /// <param name="name">Of the alert, in any case.</param>
    /// <param name="moment">Now, or the time in which it fired.</param>
    /// <exception cref="UnknownAlertException">There is no such alert.</exception>
    /// <exception cref="HttpRequestException">Prometheus does not answer.</exception>
    public async Task<Explanation> ExplainAsync(string name, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var rules = await prometheus.RulesAsync(cancellationToken);
        var rule = rules.FirstOrDefault(one => one.IsAlert && string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));
        var alert = AlertCatalogue.All.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));
        var rendered = alert?.Render(Timing.Undivided);
        if ((rule?.Name ?? alert?.Name) is not { } known)
            throw new UnknownAlertException(name, [.. rules.Where(one => one.IsAlert).Select(one => one.Name).Union(AlertCatalogue.All.Select(one => one.Name))]);
        var expression = rule?.Expression ?? rendered!.Expression;
        var annotations = rule?.Annotations ?? rendered!.Annotations;

        var episodes = await new AlertHistory(prometheus).ReadAsync(known, rule?.Interval ?? Timing.Undivided.ScrapeInterval, moment, cancellationToken);
        var bases = new BaseSelectors(rules);
        var expressions = bases.Expressions(expression).ToList();
        var window = Window.Of(episodes.Count > 0 ? episodes[0] : null, ShortestRange(expressions), moment);
        var labels = episodes.Count == 1 ? episodes[0].Labels.Where(label => label.Key is not ("severity" or "service" or "slo")).ToDictionary() : [];
        var conditions = Condition.Of(expression);
        var selectors = conditions.SelectMany(condition => bases.Of(condition.Measure)).Distinct().ToList();

        var evidence = new List<Evidence>();
        var state = new SystemStateReader(prometheus);
        var processes = await state.ProcessesAsync(window.To, cancellationToken);
        var worst = await new WorstSeriesReader(prometheus).ReadAsync(
            conditions.SelectMany(condition => Measurement.Of(bases.Of(condition.Measure), expressions, condition.IsOfTooLittle)).Distinct(), window, labels, cancellationToken);
        evidence.AddRange(WorstSeriesReader.Evidence(worst, labels, processes));
        evidence.AddRange(await state.BreakersAsync(window, cancellationToken));
        evidence.AddRange(await state.DownAsync(window, cancellationToken));
        var starts = await state.StartsAsync(window, cancellationToken);
        evidence.AddRange(starts.Evidence);
        var tenants = await state.TenantsAsync(window, cancellationToken);
        evidence.AddRange(TenantShare.Evidence(tenants));

        var histograms = Histogram.Of(selectors, annotations.GetValueOrDefault("dashboard_url")?.Replace(OfDashboards, "", StringComparison.Ordinal));
        var seen = await ReadDashboardAsync(histograms, window, labels, evidence, cancellationToken);

        return new Explanation
        {
            Alert = known,
            Rule = rule,
            Expression = expression,
            Moment = moment,
            Episodes = episodes,
            WaitsSince = (await prometheus.AlertsAsync(cancellationToken)).Where(one => one.Name == known && !one.IsFiring).Select(one => (DateTimeOffset?)one.Since).Min(),
            Texts = await TextsAsync(expression, annotations, episodes, cancellationToken),
            Window = window,
            Value = await prometheus.QueryAsync(expression, moment, cancellationToken),
            ValueAtFiring = episodes.Count == 0 ? null : await prometheus.QueryAsync(expression, episodes[0].FiredAt, cancellationToken),
            Conditions = await MeasureAsync(conditions, episodes, moment, cancellationToken),
            Worst = worst,
            IsAboutTimes = histograms.Any(histogram => histogram.IsTheAlerts),
            Slow = seen.Slow,
            Failures = seen.Failures,
            Logs = seen.Logs,
            Tenants = tenants,
            Changes = starts.Changes,
            Faults = await state.FaultsAsync(window, cancellationToken),
            Others = await OthersAsync(known, window, cancellationToken),
            Runbook = await Runbook.ReadAsync(root, annotations.GetValueOrDefault("runbook_url"), cancellationToken),
            Verdict = Verdict.Of(evidence),
            Missing = seen.Missing,
        };
    }

    private async Task<(IReadOnlyList<SlowTrace> Slow, IReadOnlyList<FailedSpans> Failures, IReadOnlyList<LogGroup> Logs, IReadOnlyList<string> Missing)> ReadDashboardAsync(
        IReadOnlyList<Histogram> histograms, Window window, IReadOnlyDictionary<string, string> labels, List<Evidence> evidence, CancellationToken cancellationToken)
    {
        if (dashboard is null)
            return ([], [], [], ["There is no Aspire dashboard: traces and logs are not looked at."]);
        try
        {
            var isAboutTimes = histograms.Any(histogram => histogram.IsTheAlerts);
            var traces = new SlowTraceReader(prometheus, dashboard);
            var kept = window with { KeptSince = await traces.KeptSinceAsync(window, cancellationToken) };
            var spans = await dashboard.FailedSpansAsync(cancellationToken);
            var failures = FailedSpans.Of(spans, kept);
            evidence.AddRange(FailedSpans.Evidence(failures, isAboutTimes));

            var failed = failures.Where(one => one.Excess > 0).SelectMany(one => one.TraceIds).ToHashSet();
            var slow = new List<SlowTrace>();
            foreach (var histogram in histograms)
            {
                var found = await traces.SlowAsync(histogram, window, labels, failed, cancellationToken);
                // Each of several histograms tells of the same time in its way.
                evidence.AddRange(SlowTraceReader.Evidence(found, await traces.OrdinaryAsync(histogram, window, labels, cancellationToken), histogram.IsTheAlerts)
                    .Select(one => one with { Weight = one.Weight / histograms.Count }));
                slow.AddRange(found);
            }

            IReadOnlyList<string> missing = (slow.Count, traces.Forgotten, isAboutTimes) switch
            {
                (0, > 0, _) => [$"The traces of {traces.Forgotten} exemplars: the dashboard, which keeps the last ones, does not have them any more."],
                (0, 0, true) => ["Traces: Prometheus, which keeps the last ones, has no exemplars of that time."],
                _ => [],
            };
            var logs = LogGroup.Of(await dashboard.WarningsAsync(cancellationToken), window);
            return ([.. slow.OrderByDescending(trace => !isAboutTimes && failed.Contains(trace.Exemplar.TraceId)).ThenByDescending(trace => trace.Exemplar.Value).DistinctBy(trace => trace.Exemplar.TraceId)], failures, logs, missing);
        }
        catch (HttpRequestException silent)
        {
            return ([], [], [], [$"The Aspire dashboard does not answer ({silent.Message}): traces and logs are not looked at."]);
        }
    }

    private async Task<IReadOnlyList<(string Summary, string Description)>> TextsAsync(
        string expression, IReadOnlyDictionary<string, string> annotations, IReadOnlyList<Episode> episodes, CancellationToken cancellationToken)
    {
        var (summary, description) = (annotations.GetValueOrDefault("summary", ""), annotations.GetValueOrDefault("description", ""));
        if (episodes.Count == 0)
            return [(summary, description)];
        var texts = new List<(string, string)>();
        foreach (var episode in episodes)
        {
            var value = (await prometheus.QueryAsync(expression, episode.LastSeen, cancellationToken))
                .FirstOrDefault(sample => sample.Labels.All(label => label.Key == "__name__" || episode.Labels.GetValueOrDefault(label.Key) == label.Value))?.Value;
            texts.Add((Annotation.Fill(summary, episode.Labels, value), Annotation.Fill(description, episode.Labels, value)));
        }

        return texts;
    }

    private async Task<IReadOnlyList<MeasuredCondition>> MeasureAsync(
        IReadOnlyList<Condition> conditions, IReadOnlyList<Episode> episodes, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var measured = new List<MeasuredCondition>();
        foreach (var condition in conditions)
            measured.Add(new MeasuredCondition(
                condition, Sorted(await prometheus.QueryAsync(condition.Measure, moment, cancellationToken)),
                episodes.Count == 0 ? null : Sorted(await prometheus.QueryAsync(condition.Measure, episodes[0].FiredAt, cancellationToken))));
        return measured;

        IReadOnlyList<Sample> Sorted(IReadOnlyList<Sample> samples) => [.. samples.OrderByDescending(sample => sample.Value)];
    }

    private async Task<IReadOnlyList<string>> OthersAsync(string name, Window window, CancellationToken cancellationToken) =>
    [
        .. (await prometheus.QueryAsync($"count by (alertname) (max_over_time(ALERTS{{alertstate=\"firing\", alertname!=\"{name}\"}}[{window.Range}]))", window.To, cancellationToken))
            .Select(sample => sample.Labels["alertname"]).Order(StringComparer.Ordinal),
    ];

    private static TimeSpan ShortestRange(IEnumerable<string> expressions) => expressions.SelectMany(Token.Of).Where(token => token.Kind == TokenKind.Range)
        .Select(token => Timing.Read(token.Text)).Where(range => range > TimeSpan.Zero).DefaultIfEmpty(TimeSpan.Zero).Min();
}
