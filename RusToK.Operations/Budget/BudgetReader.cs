using System.Text.RegularExpressions;
using RusToK.Operations.Live;
using RusToK.Operations.Slos;

namespace RusToK.Operations.Budget;

/// <summary>Reads what is recorded of the promises.</summary>
/// <param name="prometheus">Which has the rules of <see cref="SloRecordings"/>, divided or not.</param>
internal sealed partial class BudgetReader(PrometheusApi prometheus)
{
    /// <returns>In the order of the catalogue; a promise of which nothing is recorded yet is left out.</returns>
    public async Task<IReadOnlyList<ErrorBudget>> ReadAsync(CancellationToken cancellationToken)
    {
        var rules = await prometheus.RulesAsync(cancellationToken);
        if (rules.FirstOrDefault(rule => rule.Name == SloWindow.Period.Ratio) is not { } period || rules.FirstOrDefault(rule => rule.Name == SloRecordings.Events) is not { } rates)
            throw new NotRunningException($"Prometheus records no promises: it has no rule {SloWindow.Period.Ratio}. See prometheus/rules.");
        var range = Range().Match(period.Expression).Groups["range"].Value;
        var interval = rates.Interval.TotalSeconds;

        var objectives = await BySloAsync(SloRecordings.Objective, cancellationToken);
        var budgets = await BySloAsync(SloRecordings.Budget, cancellationToken);
        var left = await BySloAsync(SloRecordings.BudgetLeft, cancellationToken);
        var now = await BySloAsync(SloWindow.FiveMinutes.Ratio, cancellationToken);
        var hour = await BySloAsync(SloWindow.Hour.Ratio, cancellationToken);
        var samples = await BySloAsync($"count_over_time({SloRecordings.Events}[{range}])", cancellationToken);
        var events = await BySloAsync($"sum_over_time({SloRecordings.Events}[{range}])", cancellationToken);
        var bad = await BySloAsync($"sum_over_time({SloRecordings.Errors}[{range}])", cancellationToken);
        var window = Timing.Read(range).TotalSeconds;

        return [.. SloCatalogue.All.Where(slo => objectives.ContainsKey(slo.Name) && budgets.ContainsKey(slo.Name)).Select(slo =>
        {
            double? used = left.TryGetValue(slo.Name, out var rest) ? 1 - rest : null;
            var seen = samples.GetValueOrDefault(slo.Name) * interval;
            var (burnNow, burnHour) = (Burn(now), Burn(hour));
            return new ErrorBudget(
                slo.Name, objectives[slo.Name], window, seen, events.GetValueOrDefault(slo.Name) * interval, bad.GetValueOrDefault(slo.Name) * interval, used, burnNow, burnHour,
                used is { } part && (burnHour ?? burnNow) is { } burn ? ErrorBudget.Exhaustion(part, burn, window, seen) : null);

            double? Burn(Dictionary<string, double> ratios) => ratios.TryGetValue(slo.Name, out var ratio) ? ratio / budgets[slo.Name] : null;
        })];
    }

    /// <summary>Without what is no number: a ratio of nothing.</summary>
    private async Task<Dictionary<string, double>> BySloAsync(string expression, CancellationToken cancellationToken) =>
        (await prometheus.QueryAsync(expression, null, cancellationToken)).Where(sample => double.IsFinite(sample.Value) && sample.Labels.ContainsKey("slo"))
        .ToDictionary(sample => sample.Labels["slo"], sample => sample.Value);

    [GeneratedRegex(@"\[(?<range>\w+)\]")]
    private static partial Regex Range();
}
