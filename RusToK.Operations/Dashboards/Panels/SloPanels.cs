using System.Globalization;
using RusToK.Operations.Dashboards.Model;
using RusToK.Operations.Slos;

namespace RusToK.Operations.Dashboards.Panels;

/// <summary>How a promise is doing, by what is recorded of it: over all processes, whatever is chosen at the top.</summary>
internal static class SloPanels
{
    /// <summary>The windows of the alerts, from the fastest to the slowest.</summary>
    private static readonly SloWindow[] Windows = [SloWindow.FiveMinutes, SloWindow.Hour, SloWindow.SixHours, SloWindow.ThreeDays];

    public static Panel BudgetLeft(Slo slo) => new(
        $"{slo.Name}: budget left", $"What may still go wrong in the 30 days up to now, of the {slo.Budget:0.##%} that may. Below 0 the promise is broken.", GrafanaUnit.Share,
        new Query(Of(slo, SloRecordings.BudgetLeft), "left"))
    { Kind = PanelKind.Stat, Floor = 0.25, Details = slo.Dashboard };

    public static Panel Burn(Slo slo) => new(
        $"{slo.Name}: burn rate", $"How many times faster than allowed the budget goes. A page comes at {Factor(0)} over an hour or {Factor(1)} over six hours; at 1 it lasts for 30 days.",
        GrafanaUnit.Count, [.. Windows.Select(window => new Query($"{Of(slo, window.Ratio)} / {Of(slo, SloRecordings.Budget)}", Timing.Text(window.Duration)))])
    {
        Limit = BurnRate.All[0].Factor,
        Details = slo.Dashboard,
    };

    public static Panel Good(Slo slo) => new(
        $"{slo.Name}: good", $"The part that was good in the last five minutes. Bad means: {slo.Failing["of the ".Length..]}.", GrafanaUnit.Share,
        new Query($"1 - {Of(slo, SloWindow.FiveMinutes.Ratio)}", "good"))
    { Floor = slo.Objective, Details = slo.Dashboard };

    /// <summary>Few failures of few requests look worse as a part than they are.</summary>
    public static Panel Traffic(Slo slo) => new(
        $"{slo.Name}: all and bad", "What the parts above are parts of. Few failures of few events look worse as a part than they are.", GrafanaUnit.PerSecond,
        new Query(Of(slo, SloRecordings.Events), "all"), new Query(Of(slo, SloRecordings.Errors), "bad"));

    /// <summary>All promises in one panel.</summary>
    public static Panel Budgets(string title) => new(
        title, "What may still go wrong in the 30 days up to now, by promise. Below 0 it is broken.", GrafanaUnit.Share, new Query(SloRecordings.BudgetLeft, "{{slo}}"))
    { Floor = 0.25 };

    private static string Of(Slo slo, string series) => $"{series}{{slo=\"{slo.Name}\"}}";

    private static string Factor(int at) => BurnRate.All[at].Factor.ToString(CultureInfo.InvariantCulture);
}
