using RusToK.Operations.Alerts;

namespace RusToK.Operations.Slos;

/// <summary>
/// When a budget goes so fast that somebody has to know: its rate over a long window and, so that the alert ends with the cause, over a short one
/// (Site Reliability Workbook, chapter 5). A rate of 1 uses the budget up in 30 days.
/// </summary>
/// <param name="Severity">Who has to know.</param>
/// <param name="Short">Name of the short window.</param>
/// <param name="Long">Name of the long window.</param>
/// <param name="Factor">The rate in both that is too much.</param>
internal sealed record BurnRate(Severity Severity, SloWindow Short, SloWindow Long, double Factor)
{
    public static IReadOnlyList<BurnRate> All { get; } =
    [
        new(Severity.Page, SloWindow.FiveMinutes, SloWindow.Hour, 14.4),
        new(Severity.Page, SloWindow.HalfHour, SloWindow.SixHours, 6),
        new(Severity.Ticket, SloWindow.TwoHours, SloWindow.Day, 3),
        new(Severity.Ticket, SloWindow.SixHours, SloWindow.ThreeDays, 1),
    ];
}
