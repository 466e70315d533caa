using System.Globalization;

namespace RusToK.Operations.Budget;

/// <summary>The budgets as people read them.</summary>
internal static class BudgetTable
{
    public static string Render(IReadOnlyList<ErrorBudget> budgets, DateTimeOffset now)
    {
        List<IReadOnlyList<string>> rows = [["SLO", "objective", "used", "left", "burn 5m", "burn 1h", "used up", "events", "bad"]];
        rows.AddRange(budgets.Select(budget => (IReadOnlyList<string>)
        [
            budget.Slo, Wording.Percent(budget.Objective), Part(budget.Used), Part(budget.Left), Factor(budget.BurnNow), Factor(budget.BurnHour), UsedUp(budget, now),
            Count(budget.Events), Count(budget.Bad),
        ]));
        return Wording.Table(rows, 0, 6) + Youth([.. budgets.Where(budget => budget.IsYoung)]);
    }

    private static string Youth(IReadOnlyList<ErrorBudget> young)
    {
        if (young.Count == 0)
            return "";
        var (shortest, longest) = (Wording.Duration(Seen(young.MinBy(Seen)!)), Wording.Duration(Seen(young.MaxBy(Seen)!)));
        return $"\nThe system is younger than the window of {Timing.Text(TimeSpan.FromSeconds(young[0].WindowSeconds))}: there are measurements of {(shortest == longest ? longest : $"{shortest} to {longest}")}. "
            + "Used and left are of the events of that time.\n";
    }

    private static TimeSpan Seen(ErrorBudget budget) => TimeSpan.FromSeconds(budget.SeenSeconds);

    private static string UsedUp(ErrorBudget budget, DateTimeOffset now) => budget switch
    {
        { Used: null } => "no events yet",
        { SecondsLeft: 0 } => "it is used up",
        { SecondsLeft: { } seconds } => $"in {Wording.Duration(TimeSpan.FromSeconds(seconds))}, {(now + TimeSpan.FromSeconds(seconds)).UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)}",
        { BurnHour: null, BurnNow: null } => "no events now",
        _ => "not at this rate",
    };

    private static string Part(double? part) => part is { } known ? Wording.Percent(known) : "-";

    private static string Factor(double? burn) => burn is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:0.##}x") : "-";

    private static string Count(double count) => Math.Round(count).ToString("0", CultureInfo.InvariantCulture);
}
