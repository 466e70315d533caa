using System.Globalization;
using RusToK.Operations.Rules;

namespace RusToK.Operations.Slos;

/// <summary>
/// What is recorded of the SLOs, under the names in wide use for it (level:metric:operations), one series a promise with the label <c>slo</c>.
/// Long windows are averages of the shortest one's rates, each side for itself: a quiet night does not weigh as much as a busy day.
/// </summary>
internal static class SloRecordings
{
    public const string Errors = "slo:sli_error:rate5m";
    public const string Events = "slo:sli_event:rate5m";
    public const string Objective = "slo:objective:ratio";
    public const string Budget = "slo:error_budget:ratio";
    public const string BurnRate = "slo:current_burn_rate:ratio";
    public const string BudgetLeft = "slo:period_error_budget_remaining:ratio";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    public static IEnumerable<RuleGroup> Groups(Timing timing)
    {
        var range = timing.Range(SloWindow.FiveMinutes.Duration);
        yield return new RuleGroup("slo-rates", [.. SloCatalogue.All.SelectMany(slo => Rates(slo, range))], timing.Hold(Interval));
        yield return new RuleGroup("slo-ratios", [.. SloWindow.All.Select(window => Ratio(window, timing))], timing.Hold(Interval));
        yield return new RuleGroup("slo-budgets", [.. Budgets()], timing.Hold(Interval));
    }

    private static IEnumerable<Rule> Rates(Slo slo, string range)
    {
        var labels = new Dictionary<string, string> { ["slo"] = slo.Name };
        yield return Rule.Recording(Errors, slo.Errors(range)) with { Labels = labels };
        yield return Rule.Recording(Events, slo.Events(range)) with { Labels = labels };
        yield return Rule.Recording(Objective, $"vector({slo.Objective.ToString(CultureInfo.InvariantCulture)})") with { Labels = labels };
    }

    private static Rule Ratio(SloWindow window, Timing timing) => Rule.Recording(window.Ratio, window == SloWindow.FiveMinutes
        ? $"{Errors} / {Events}"
        : $"avg_over_time({Errors}[{timing.Range(window.Duration)}]) / avg_over_time({Events}[{timing.Range(window.Duration)}])");

    private static IEnumerable<Rule> Budgets()
    {
        yield return Rule.Recording(Budget, $"1 - {Objective}");
        yield return Rule.Recording(BurnRate, $"{SloWindow.FiveMinutes.Ratio} / {Budget}");
        yield return Rule.Recording(BudgetLeft, $"1 - {SloWindow.Period.Ratio} / {Budget}");
    }
}
