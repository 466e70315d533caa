using RusToK.Operations.Dashboards.Model;
using RusToK.Operations.Dashboards.Panels;
using RusToK.Operations.Slos;

namespace RusToK.Operations.Dashboards;

/// <summary>What is promised, how much of it is left, and how fast it goes.</summary>
internal static class SloDashboard
{
    public static Dashboard Create() => new(
        DashboardUids.Slo, "RusToK: SLOs and error budget", "What is promised, how much of the error budget is left, and how fast it goes.")
    {
        Rows =
        [
            new("Error budget: what may still go wrong", [.. SloCatalogue.All.Select(SloPanels.BudgetLeft), SloPanels.Budgets("Error budgets")]),
            new("Burn rate: how fast it goes", [.. SloCatalogue.All.Select(SloPanels.Burn)]),
            new("What was good", [.. SloCatalogue.All.Select(SloPanels.Good)]),
            new("How much there was", [.. SloCatalogue.All.Select(SloPanels.Traffic)]),
            new("Alerts", AlertPanels.Now("Firing and pending alerts")),
        ],
    };
}
